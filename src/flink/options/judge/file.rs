//! Where a value stands.

/// The file that a value stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// `flink-conf.yaml`, whose values are texts.
    Lines,
    /// `config.yaml`, whose values may be lists and maps of YAML, in quotes, too.
    Yaml,
}
