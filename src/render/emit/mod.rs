//! Values to YAML.
