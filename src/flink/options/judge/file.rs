//! Where a value stands.

/// The file that a value stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// `flink-conf.yaml`, whose values are texts.
    Lines,
    /// `config.yaml`, whose values may be lists and maps of YAML, in quotes, too.
    Yaml,
}

impl File {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lines => "flink-conf.yaml",
            Self::Yaml => "config.yaml",
        }
    }

    /// Whether values stand in JSON's quotes in it, as this compiler writes it.
    pub fn is_quoted(self) -> bool {
        match self {
            Self::Lines => false,
            Self::Yaml => true,
        }
    }
}
