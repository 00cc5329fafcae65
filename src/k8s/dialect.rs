//! The dialects of a FlinkCluster: what one group of the API means to several operators.

use std::fmt;

use super::resource;

/// Whose FlinkCluster a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// `v1alpha1`: the resource of Google's operator in January 2020.
    V1alpha1,
    /// `v1beta1` of Google's operator at its last commit (September 2022).
    Google,
    /// `v1beta1` of Spotify's fork (July 2026).
    Spotify,
}

impl Dialect {
    /// All of them, the oldest first.
    pub const ALL: [Self; 3] = [Self::V1alpha1, Self::Google, Self::Spotify];

    /// The version of the API that it is written in: `v1beta1`.
    pub const fn version(self) -> &'static str {
        match self {
            Self::V1alpha1 => resource::V1ALPHA1,
            Self::Google | Self::Spotify => resource::V1BETA1,
        }
    }

    /// `flinkoperator.k8s.io/v1beta1`
    pub const fn api_version(self) -> &'static str {
        match self {
            Self::V1alpha1 => resource::API_V1ALPHA1,
            Self::Google | Self::Spotify => resource::API_V1BETA1,
        }
    }

    /// The word that chooses it among those of its version: `spotify`; none where there is one only.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::V1alpha1 => None,
            Self::Google => Some("google"),
            Self::Spotify => Some("spotify"),
        }
    }

    /// By its word, as the annotation and `--dialect` have it.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.word() == Some(word))
    }
}

/// As people call it.
impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V1alpha1 => "v1alpha1",
            Self::Google => "Google's v1beta1",
            Self::Spotify => "Spotify's v1beta1",
        })
    }
}

/// Some of the dialects: a column of the description of the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialects(u8);

impl Dialects {
    /// In none.
    pub const NONE: Self = Self(0);
    /// In the first one alone.
    pub const V1ALPHA1: Self = Self(0b001);
    /// In every one.
    pub const ALL: Self = Self(0b111);
    /// In Google's, the old and the last one.
    pub const EARLY: Self = Self(0b011);
    /// In both of `v1beta1`.
    pub const BETA: Self = Self(0b110);
    /// In Google's last one.
    pub const GOOGLE: Self = Self(0b010);
    /// In Spotify's.
    pub const SPOTIFY: Self = Self(0b100);

    /// Whether a dialect is one of them.
    pub const fn has(self, dialect: Dialect) -> bool {
        self.0
            & match dialect {
                Dialect::V1alpha1 => 0b001,
                Dialect::Google => 0b010,
                Dialect::Spotify => 0b100,
            }
            != 0
    }

    /// Those of a version of the API.
    pub fn of_version(version: &str) -> Self {
        let of = |dialect: &Dialect| dialect.version() == version;
        Self(
            Dialect::ALL
                .iter()
                .filter(|dialect| of(dialect))
                .fold(0, |bits, dialect| bits | Self::only(*dialect).0),
        )
    }

    /// One of them.
    pub const fn only(dialect: Dialect) -> Self {
        match dialect {
            Dialect::V1alpha1 => Self(0b001),
            Dialect::Google => Self::GOOGLE,
            Dialect::Spotify => Self::SPOTIFY,
        }
    }

    /// Those in both.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether there is one in both.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all of the other are among these.
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Dialect> {
        Dialect::ALL.into_iter().filter(move |dialect| self.has(*dialect))
    }
}
