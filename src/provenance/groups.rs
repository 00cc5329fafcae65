//! Changes that are made one by one, and those that are made together: to change each of thousands of values alone would
//! mean to compile as often what has thousands of values.

use std::collections::BTreeMap;

use super::changes::Change;
use crate::diagnostic::Span;
use crate::tree::path::{Path, Step};
use crate::tree::{CowText, Node, Value};

/// A list or mapping of more than so many elements is changed as a whole: the first that leaves few enough changes.
const ELEMENTS: [usize; 3] = [32, 8, 1];
/// So many changes are few enough.
const FEW: usize = 400;

/// Changes that are made together.
#[derive(Debug)]
pub struct Group {
    /// The list or mapping that holds all of them; of one change, its own place.
    pub path: Path,
    /// Where that is written.
    pub at: Span,
    /// The changes, in the order of their places.
    pub changes: Vec<Change>,
}

/// Puts changes that are alike and in one large list or mapping together.
pub fn of(changes: Vec<Change>, root: &Node) -> Vec<Group> {
    let alone = |most: &usize| changes.iter().filter(|change| large(root, change, *most).is_none()).count();
    let most = if changes.len() <= FEW {
        usize::MAX
    } else {
        ELEMENTS.into_iter().find(|most| alone(most) <= FEW).unwrap_or_default()
    };
    let mut groups: Vec<Group> = Vec::new();
    // What is alike: the same fields of each element, and as many values to try.
    let mut alike: BTreeMap<(Path, Vec<Option<CowText>>, usize), usize> = BTreeMap::new();
    for change in changes {
        let Some((depth, holder)) = large(root, &change, most) else {
            groups.push(change.into());
            continue;
        };
        let path = Path(change.path.0[..depth].to_vec());
        let rest = change.path.0[depth + 1..].iter();
        let fields = rest.map(|step| if let Step::Key(key) = step { Some(key.clone()) } else { None });
        let key = (path.clone(), fields.collect(), change.to.len());
        let n = *alike.entry(key).or_insert(groups.len());
        match groups.get_mut(n) {
            Some(group) => group.changes.push(change),
            None => groups.push(Group { path, at: holder.span, changes: vec![change] }),
        }
    }
    for group in &mut groups {
        group.changes.sort_by_key(|change| change.at);
    }
    groups
}

/// The outermost list or mapping around a change with more than `most` elements, and how deep it is.
fn large<'a>(root: &'a Node, change: &Change, most: usize) -> Option<(usize, &'a Node)> {
    let mut node = root;
    for (depth, step) in change.path.0.iter().enumerate() {
        let count = match &node.value {
            Value::Map(map) => map.0.len(),
            Value::List(items) => items.len(),
            _ => 0,
        };
        // The resource and its parts have as many fields as they have.
        if depth > 1 && count > most {
            return Some((depth, node));
        }
        node = Path(vec![step.clone()]).find(node)?;
    }
    None
}

impl From<Change> for Group {
    fn from(change: Change) -> Self {
        Self { path: change.path.clone(), at: change.at, changes: vec![change] }
    }
}

impl Group {
    /// Whether parts are left out, and no value is changed.
    pub fn is_part(&self) -> bool {
        self.changes.iter().all(|change| change.to.iter().all(Option::is_none))
    }

    /// How many values there are to try.
    pub fn tries(&self) -> usize {
        self.changes.first().map_or(0, |change| change.to.len())
    }

    /// The resource with another value, or none, at each place.
    pub fn apply(&self, root: &Node, n: usize) -> Node {
        if let [change] = &self.changes[..] {
            return change.apply(root, change.to.get(n).and_then(Option::as_ref));
        }
        let all = self.changes.iter().filter_map(|change| Some((&change.path, change.to.get(n)?.as_ref())));
        let mut root = root.clone();
        set(&mut root, &mut Path::default(), &self.path, &all.collect());
        root
    }

    /// The change whose place holds what is taken over from `at`; none when it is no single one's.
    pub fn change(&self, at: Span) -> Option<&Change> {
        if let [change] = &self.changes[..] {
            return Some(change);
        }
        let behind = self.changes.partition_point(|change| change.at.start <= at.start);
        let change = self.changes.get(behind.checked_sub(1)?)?;
        (at != Span::default() && at.end <= change.at.end).then_some(change)
    }
}

/// Goes down to `below`, and through all that is in it, once.
fn set(node: &mut Node, path: &mut Path, below: &Path, all: &BTreeMap<&Path, Option<&Value>>) {
    if let Some(to) = all.get(path) {
        node.value = to.cloned().unwrap_or(Value::Null);
        return;
    }
    let mut inner = |step: Step, node: &mut Node| {
        path.0.push(step);
        let gone = matches!(all.get(path), Some(None));
        if !gone && (path.is_in(below) || below.is_in(path)) {
            set(node, path, below, all);
        }
        path.0.pop();
        !gone
    };
    match &mut node.value {
        Value::Map(map) => {
            map.0.retain_mut(|entry| inner(Step::Key(entry.key.clone()), &mut entry.value));
        }
        Value::List(items) => {
            let mut n = 0;
            items.retain_mut(|item| {
                n += 1;
                inner(Step::Item(n - 1), item)
            });
        }
        _ => {}
    }
}
