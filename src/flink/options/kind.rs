//! The types of options.

use std::fmt;

/// What an option's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// An integer of 32 bits.
    Int,
    /// An integer of 64 bits.
    Long,
    /// A floating-point number of 32 bits.
    Float,
    /// A floating-point number of 64 bits.
    Double,
    /// A time span: `10 s`.
    Duration,
    /// An amount of memory: `64 mb`.
    Memory,
    /// One of some words.
    Enum(Words),
    /// Any text; what reads it may want more.
    Text,
    /// Texts, separated by `;`.
    Texts,
    /// Words of an enum, separated by `;`.
    Enums(Words),
    /// Maps, separated by `;`.
    Maps,
    /// `key:value`, separated by `,`.
    Map,
}

/// Words of an enum, whose case does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(&'static str);

impl Words {
    /// Each.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.split('|')
    }
}

impl Kind {
    /// As the table writes it.
    pub(super) fn of(text: &'static str) -> Self {
        let (name, words) =
            text.strip_suffix(')').and_then(|text| text.split_once('(')).unwrap_or((text, ""));
        match name {
            "boolean" => Self::Boolean,
            "int" => Self::Int,
            "long" => Self::Long,
            "float" => Self::Float,
            "double" => Self::Double,
            "duration" => Self::Duration,
            "memory" => Self::Memory,
            "enum" => Self::Enum(Words(words)),
            "list<string>" => Self::Texts,
            "list<enum>" => Self::Enums(Words(words)),
            "list<map>" => Self::Maps,
            "map" => Self::Map,
            _ => Self::Text,
        }
    }

    /// The words that it may be, as far as it is one of few.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Boolean => vec!["true", "false"],
            Self::Enum(words) => words.iter().collect(),
            Self::Int
            | Self::Long
            | Self::Float
            | Self::Double
            | Self::Duration
            | Self::Memory
            | Self::Text
            | Self::Texts
            | Self::Enums(_)
            | Self::Maps
            | Self::Map => Vec::new(),
        }
    }

    /// Whether its values have parts.
    pub fn is_structure(self) -> bool {
        match self {
            Self::Texts | Self::Enums(_) | Self::Maps | Self::Map => true,
            Self::Boolean
            | Self::Int
            | Self::Long
            | Self::Float
            | Self::Double
            | Self::Duration
            | Self::Memory
            | Self::Enum(_)
            | Self::Text => false,
        }
    }

    /// What it is called: `a duration`, `a list`.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Boolean => "a boolean",
            Self::Int => "an integer of 32 bits",
            Self::Long => "an integer of 64 bits",
            Self::Float | Self::Double => "a number",
            Self::Duration => "a duration",
            Self::Memory => "an amount of memory",
            Self::Enum(_) => "a word of this option",
            Self::Text => "a text",
            Self::Texts => "a list",
            Self::Enums(_) => "a list of this option's words",
            Self::Maps => "a list of maps",
            Self::Map => "a map",
        }
    }

    /// Whether a value of it is a word or two.
    pub fn is_short(self) -> bool {
        match self {
            Self::Boolean
            | Self::Int
            | Self::Long
            | Self::Float
            | Self::Double
            | Self::Duration
            | Self::Memory
            | Self::Enum(_) => true,
            Self::Text | Self::Texts | Self::Enums(_) | Self::Maps | Self::Map => false,
        }
    }

    /// What a value that is not of this type was probably meant to be.
    pub fn mended(self, text: &str) -> Option<String> {
        let lower = text.trim().to_ascii_lowercase();
        match self {
            Self::Boolean if matches!(lower.as_str(), "yes" | "y" | "on" | "1" | "t" | "enabled") => {
                Some("true".to_owned())
            }
            Self::Boolean if matches!(lower.as_str(), "no" | "n" | "off" | "0" | "f" | "disabled") => {
                Some("false".to_owned())
            }
            Self::Int | Self::Long => {
                let (whole, part) = lower.split_once('.')?;
                let is_whole = !whole.is_empty()
                    && whole.bytes().all(|b| b.is_ascii_digit())
                    && part.bytes().all(|b| b == b'0');
                is_whole.then(|| whole.to_owned())
            }
            // Kubernetes' units, which are called otherwise here.
            Self::Memory => {
                let number = lower.trim_end_matches(|c: char| !c.is_ascii_digit());
                let unit = match lower[number.len()..].trim() {
                    "ki" | "kib" => "kb",
                    "mi" | "mib" => "mb",
                    "gi" | "gib" => "gb",
                    "ti" | "tib" => "tb",
                    _ => return None,
                };
                (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
                    .then(|| format!("{number} {unit}"))
            }
            // ISO 8601.
            Self::Duration => {
                let parts = lower.strip_prefix('p')?;
                let number = parts.trim_matches(|c: char| !c.is_ascii_digit());
                let (before, unit) = parts.split_once(number).filter(|_| !number.is_empty())?;
                let unit = match (before, unit) {
                    ("", "d") => "d",
                    ("t", "h") => "h",
                    ("t", "m") => "min",
                    ("t", "s") => "s",
                    _ => return None,
                };
                number.bytes().all(|b| b.is_ascii_digit()).then(|| format!("{number} {unit}"))
            }
            Self::Enum(words) => {
                let bare = |word: &str| word.replace(['-', '_', ' '], "").to_ascii_lowercase();
                let meant = bare(text);
                let near = |word: &&str| {
                    bare(word) == meant || strsim::damerau_levenshtein(&bare(word), &meant) == 1
                };
                words.iter().find(near).map(str::to_owned)
            }
            Self::Boolean
            | Self::Float
            | Self::Double
            | Self::Text
            | Self::Texts
            | Self::Enums(_)
            | Self::Maps
            | Self::Map => None,
        }
    }

    /// A value of it, for whoever does not know how to write one.
    pub fn example(self) -> &'static str {
        match self {
            Self::Boolean => "true",
            Self::Int | Self::Long => "4",
            Self::Float | Self::Double => "0.5",
            Self::Duration => "10 s",
            Self::Memory => "64 mb",
            Self::Enum(words) | Self::Enums(words) => words.iter().next().unwrap_or_default(),
            Self::Text => "text",
            Self::Texts => "one;two",
            Self::Maps => "key:value;key:value",
            Self::Map => "key:value,other:value",
        }
    }
}

/// How it is written: `a duration`, `one of A, B`.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed =
            |words: &Words| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        match self {
            Self::Boolean => f.write_str("`true` or `false`"),
            Self::Int
            | Self::Long
            | Self::Float
            | Self::Double
            | Self::Duration
            | Self::Memory
            | Self::Text => f.write_str(self.noun()),
            Self::Enum(words) => write!(f, "one of {}", listed(words)),
            Self::Texts => f.write_str("a list, separated by `;`"),
            Self::Enums(words) => write!(f, "a list, separated by `;`, of {}", listed(words)),
            Self::Maps => f.write_str("maps `key:value,key:value`, separated by `;`"),
            Self::Map => f.write_str("a map `key:value,key:value`"),
        }
    }
}
