//! Who names what of whom: the paths of the source, led to the module that really holds the name.
//!
//! `super`, `self`, renamed and nested imports, globs and re-exports are followed as the compiler follows them; paths in the
//! arguments of macros are read, too. Methods are not seen: whoever calls one has its type from somewhere.

use std::collections::{BTreeMap, BTreeSet};

use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::visit::{self, Visit};
use syn::{Ident, Item, UseTree, Visibility, braced, bracketed, parenthesized, token};

/// From the crate's name down: `flink_render`, `render`, `lower`.
type Path = Vec<String>;

/// The modules of some crates.
#[derive(Default)]
pub struct Sources {
    modules: BTreeMap<Path, Module>,
    /// Exported macros stand in their crate's root, wherever they are declared.
    macros: BTreeMap<Path, Path>,
}

#[derive(Default)]
struct Module {
    file: String,
    items: BTreeSet<String>,
    uses: BTreeSet<Use>,
    paths: BTreeSet<Path>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    /// None for all that is there.
    name: Option<String>,
    path: Path,
    /// It is others' to use, too.
    handed_on: bool,
}

/// One name that a file takes from a module.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// `render/lower/pod.rs`
    pub from: String,
    /// The file that holds it.
    pub to: String,
    /// `flink_render::render::validate::Valid`
    pub path: String,
    /// It is used here, and not only handed on, or the beginning of other paths.
    pub is_used: bool,
}

/// What a path leads to.
#[derive(Clone)]
enum Found {
    Module(Path),
    Item(Path, String),
}

impl Sources {
    /// Reads a crate from its root, `lib.rs` or `bin/flink-render/main.rs`; `text` gives the text of a file, if it is there.
    pub fn read(&mut self, name: &str, root: &str, text: &dyn Fn(&str) -> Option<String>) {
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.file(vec![name.to_owned()], root, folder, text);
    }

    fn file(&mut self, path: Path, file: &str, folder: &str, text: &dyn Fn(&str) -> Option<String>) {
        let text_of = text(file).unwrap_or_else(|| panic!("{file} is not there"));
        let parsed = syn::parse_file(&text_of).unwrap_or_else(|error| panic!("{file}: {error}"));
        self.items(path, file, folder, &parsed.items, text);
    }

    fn items(
        &mut self,
        path: Path,
        file: &str,
        folder: &str,
        items: &[Item],
        text: &dyn Fn(&str) -> Option<String>,
    ) {
        let mut reader = Reader::default();
        for item in items {
            if let Some(name) = name(item) {
                reader.module.items.insert(name.unraw().to_string());
            }
            match item {
                Item::Mod(module) => {
                    let name = module.ident.unraw().to_string();
                    let path: Path = path.iter().cloned().chain([name.clone()]).collect();
                    let folder = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                    match &module.content {
                        Some((_, items)) => self.items(path, file, &folder, items, text),
                        None => {
                            let flat = format!("{folder}.rs");
                            let own = if text(&flat).is_some() { flat } else { format!("{folder}/mod.rs") };
                            self.file(path, &own, &folder, text);
                        }
                    }
                }
                Item::Macro(item) => {
                    let exported =
                        item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export"));
                    if let Some(name) = item.ident.as_ref().filter(|_| exported) {
                        self.macros.insert(vec![path[0].clone(), name.to_string()], path.clone());
                    }
                    reader.visit_item_macro(item);
                }
                item => reader.visit_item(item),
            }
        }
        reader.module.file = file.to_owned();
        self.modules.insert(path, reader.module);
    }

    /// All imports, in their order.
    pub fn imports(&self) -> BTreeSet<Import> {
        let mut all = BTreeSet::new();
        for (here, module) in &self.modules {
            for Use { name, path, handed_on } in &module.uses {
                if let Some(found) = self.resolve(here, path, 0) {
                    let is_item = name.is_none() || matches!(found, Found::Item(..));
                    all.insert(self.import(module, found, is_item && !handed_on));
                }
            }
            for path in &module.paths {
                if let Some(found) = self.resolve(here, path, 0) {
                    let is_item = matches!(found, Found::Item(..));
                    all.insert(self.import(module, found, is_item));
                }
            }
        }
        all.retain(|import| import.from != import.to);
        all
    }

    fn import(&self, from: &Module, found: Found, is_used: bool) -> Import {
        let (module, path) = match found {
            Found::Module(path) => (path.clone(), path),
            Found::Item(path, name) => (path.clone(), path.into_iter().chain([name]).collect()),
        };
        let to = self.modules[&module].file.clone();
        Import { from: from.file.clone(), to, path: path.join("::"), is_used }
    }

    fn resolve(&self, here: &[String], path: &[String], depth: usize) -> Option<Found> {
        // A name that leads to itself is another crate's.
        if depth > 16 {
            return None;
        }
        let (first, mut rest) = path.split_first()?;
        let mut found = match first.as_str() {
            "crate" => Found::Module(here[..1].to_vec()),
            "self" => Found::Module(here.to_vec()),
            "super" => Found::Module(here[..here.len() - 1].to_vec()),
            name => match self.inside(here, name, depth) {
                Some(found) => found,
                None if self.modules.contains_key(&path[..1]) => Found::Module(path[..1].to_vec()),
                None => return None,
            },
        };
        while let (Found::Module(module), Some((name, more))) = (&found, rest.split_first()) {
            found = match name.as_str() {
                "super" => Found::Module(module[..module.len() - 1].to_vec()),
                "self" => Found::Module(module.clone()),
                // What no one declares, a macro does.
                name => {
                    let made = || Found::Item(module.clone(), name.to_owned());
                    self.inside(module, name, depth).unwrap_or_else(made)
                }
            };
            rest = more;
        }
        Some(found)
    }

    /// What a name stands for within a module.
    fn inside(&self, module: &[String], name: &str, depth: usize) -> Option<Found> {
        let below: Path = module.iter().cloned().chain([name.to_owned()]).collect();
        if self.modules.contains_key(&below) {
            return Some(Found::Module(below));
        }
        let own = self.modules.get(module)?;
        if own.items.contains(name) {
            return Some(Found::Item(module.to_vec(), name.to_owned()));
        }
        if let Some(declared) = self.macros.get(&below) {
            return Some(Found::Item(declared.clone(), name.to_owned()));
        }
        let named = own.uses.iter().filter(|used| used.name.as_deref() == Some(name));
        let named = named.filter_map(|used| self.resolve(module, &used.path, depth + 1)).next();
        named.or_else(|| {
            let all = own.uses.iter().filter(|used| used.name.is_none());
            let mut all = all.filter_map(|used| self.resolve(module, &used.path, depth + 1));
            all.find_map(|found| match found {
                Found::Module(path) if path != module => self.inside(&path, name, depth + 1),
                _ => None,
            })
        })
    }
}

fn name(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Macro(item) => item.ident.as_ref(),
        Item::Static(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        Item::Union(item) => Some(&item.ident),
        _ => None,
    }
}

#[derive(Default)]
struct Reader {
    module: Module,
}

impl Reader {
    fn used(&mut self, tree: &UseTree, before: &[String], handed_on: bool) {
        let with = |name: &Ident| before.iter().cloned().chain([name.unraw().to_string()]).collect::<Path>();
        let mut add = |path: Path, name: Option<&Ident>| {
            // `a::{self}` is `a`.
            let of_itself = path.len() > 1 && path.last().is_some_and(|last| last == "self");
            let path = if of_itself { path[..path.len() - 1].to_vec() } else { path };
            let name = match name {
                Some(name) if name == "self" => path.last().cloned(),
                name => name.map(|name| name.unraw().to_string()),
            };
            self.module.uses.insert(Use { name, path, handed_on });
        };
        match tree {
            UseTree::Path(tree) => self.used(&tree.tree, &with(&tree.ident), handed_on),
            UseTree::Name(tree) => add(with(&tree.ident), Some(&tree.ident)),
            UseTree::Rename(tree) => add(with(&tree.ident), Some(&tree.rename)),
            UseTree::Glob(_) => add(before.to_vec(), None),
            UseTree::Group(tree) => tree.items.iter().for_each(|tree| self.used(tree, before, handed_on)),
        }
    }

    /// The paths among tokens.
    fn tokens(&mut self, tokens: ParseStream<'_>) -> syn::Result<()> {
        while !tokens.is_empty() {
            if tokens.peek(Ident::peek_any) {
                let mut path = vec![tokens.call(Ident::parse_any)?.unraw().to_string()];
                while tokens.peek(token::PathSep) && tokens.peek3(Ident::peek_any) {
                    tokens.parse::<token::PathSep>()?;
                    path.push(tokens.call(Ident::parse_any)?.unraw().to_string());
                }
                self.module.paths.insert(path);
                continue;
            }
            let inner;
            if tokens.peek(token::Paren) {
                parenthesized!(inner in tokens);
            } else if tokens.peek(token::Brace) {
                braced!(inner in tokens);
            } else if tokens.peek(token::Bracket) {
                bracketed!(inner in tokens);
            } else {
                tokens.step(|cursor| Ok(((), cursor.token_tree().map_or(*cursor, |(_, rest)| rest))))?;
                continue;
            }
            self.tokens(&inner)?;
        }
        Ok(())
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let before = if item.leading_colon.is_some() { vec![String::new()] } else { Vec::new() };
        self.used(&item.tree, &before, !matches!(item.vis, Visibility::Inherited));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.module.paths.insert(path.segments.iter().map(|part| part.ident.unraw().to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        visit::visit_macro(self, item);
        let read = |tokens: ParseStream<'_>| self.tokens(tokens);
        read.parse2(item.tokens.clone()).unwrap();
    }

    /// `pub(super)` takes nothing from there.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

/// Files and folders that import each other in a circle, each with what they take. Of two files, what counts is where their
/// ways part: two files of one folder, two folders, a file and a folder.
pub fn circles(imports: &BTreeSet<Import>) -> Vec<String> {
    let used = || imports.iter().filter(|import| import.is_used);
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in used().map(|import| parted(&import.from, &import.to)) {
        next.entry(from).or_default().insert(to);
    }
    let all: BTreeMap<_, _> = next.keys().map(|place| (*place, reach(place, &next))).collect();
    let leads = |from: &str, to: &str| all.get(from).is_some_and(|places| places.contains(to));
    let mut lines: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for Import { from, to, path, .. } in used() {
        let (from, to) = parted(from, to);
        if leads(to, from) {
            let name = path.rsplit("::").next().unwrap_or_default();
            lines.entry((from, to)).or_default().insert(name);
        }
    }
    let line = |((from, to), names): (&(&str, &str), &BTreeSet<&str>)| {
        format!("{from} -> {to}: {}", names.iter().copied().collect::<Vec<_>>().join(", "))
    };
    lines.iter().map(line).collect()
}

/// Two paths up to where they part.
fn parted<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let folder = a[..same].rfind('/').map_or(0, |n| n + 1);
    let end = |path: &str| path[folder..].find('/').map_or(path.len(), |n| folder + n);
    (&a[..end(a)], &b[..end(b)])
}

/// All that a place imports, and what that imports.
fn reach<'a>(place: &'a str, next: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![place]);
    while let Some(place) = open.pop() {
        let places = next.get(place).into_iter().flatten().copied();
        open.extend(places.filter(|place| seen.insert(*place)));
    }
    seen
}
