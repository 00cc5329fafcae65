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

    /// The text where nobody can follow a link: one to another page is the command that shows it, one to elsewhere its address.
    pub fn for_a_terminal(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut rest = self.text;
        while let Some((before, after)) = rest.split_once("](") {
            let target = after.split_once(')').and_then(|(link, behind)| Some((told(link)?, behind)));
            let label = before.rsplit_once('[');
            rest = match (label, target) {
                (Some((text, label)), Some((target, behind))) => {
                    out.push_str(&format!("{text}{label}{target}"));
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

/// What stands behind the label of a link; none where it leads into the repository.
fn told(link: &str) -> Option<String> {
    if link.starts_with('#') {
        return Some(String::new());
    }
    if link.starts_with("https://") {
        return Some(format!(" ({link})"));
    }
    let (name, _) = link.split_once(".md")?;
    Some(format!(" (`flink-render guide {}`)", page(name)?.name))
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
            ("[a](#b) [c](https://d.io)", "a c (https://d.io)"),
        ] {
            assert_eq!(Page { name: "", text }.for_a_terminal(), expected);
        }
    }
}
