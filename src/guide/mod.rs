//! The guide: pages of Markdown, read on a forge or by `flink-render guide`. `tests/it/guide.rs` runs what they show.

/// A page.
#[derive(Debug)]
pub struct Page {
    /// What it is called: `quick-start`.
    pub name: &'static str,
    /// Markdown; its first line is the title.
    pub text: &'static str,
}

impl Page {
    /// What it is about.
    pub fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }
}

macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        /// All of them, in the order in which one reads them.
        pub const PAGES: &[Page] = &[$(Page { name: $name, text: include_str!(concat!($name, ".md")) }),*];
    };
}

pages![
    "quick-start",
    "life-of-a-job",
    "rendering",
    "status",
    "argo-cd",
    "flux",
    "ci",
    "secrets",
    "upgrades",
    "beyond-flinkcluster",
    "migration",
    "troubleshooting",
    "compatibility",
    "reference",
    "reference-fields",
    "reference-codes",
];

/// A page by its name.
pub fn page(name: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.name == name)
}
