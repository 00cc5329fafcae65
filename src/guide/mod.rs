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

    /// The text where nobody can follow a link: one to another page is the command that shows it.
    pub fn for_a_terminal(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut rest = self.text;
        while let Some((before, after)) = rest.split_once("](") {
            let target = after.split_once(')').and_then(|(link, behind)| {
                let (name, _) = link.split_once(".md")?;
                Some((page(name)?, behind))
            });
            let label = before.rsplit_once('[');
            rest = match (label, target) {
                (Some((text, label)), Some((page, behind))) => {
                    out.push_str(&format!("{text}{label} (`flink-render guide {}`)", page.name));
                    behind
                }
                _ => {
                    out.push_str(&format!("{before}]("));
                    after
                }
            };
        }
        out.push_str(rest);
        out
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
    "application-mode",
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
    "glossary",
    "reference",
    "reference-fields",
    "reference-codes",
];

/// A page by its name.
pub fn page(name: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.name == name)
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn links_are_commands_in_a_terminal() {
        for (text, expected) in [
            (
                "See [secrets](secrets.md#keys), and more",
                "See secrets (`flink-render guide secrets`), and more",
            ),
            ("[a](../../golden/a) [b](none.md) c](", "[a](../../golden/a) [b](none.md) c]("),
            ("[a] ](flux.md", "[a] ](flux.md"),
        ] {
            assert_eq!(Page { name: "", text }.for_a_terminal(), expected);
        }
    }
}
