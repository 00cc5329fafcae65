//! What the definition takes without knowing its parts: what would make it too long, and what another version has.

use crate::api::shape::{Object, Shape};
use crate::k8s::dialect::Dialects;
use crate::tree::{Map, Node, Value};
use crate::{list, map};

/// What the API server takes as it stands, and the compiler checks: with its parts the definition would be longer than an
/// annotation may be, which `kubectl apply` keeps it in.
const LARGE: [&str; 3] = ["affinity", "ephemeral", "metrics"];

/// Leaves the parts of such fields out, wherever they are.
pub fn large(map: &mut Map) {
    for entry in &mut map.0 {
        let Value::Map(field) = &mut entry.value.value else { continue };
        if LARGE.contains(&entry.key.as_ref()) {
            const PART: Shape = Shape::Map(&Shape::Anything);
            let list = field.get("type").and_then(Node::as_str) == Some("array");
            let mut whole = Map::default();
            whole.push_some("description", field.get("description").cloned());
            whole.0.extend(bare(if list { Shape::List(&PART) } else { PART }).0);
            *field = whole;
        } else {
            large(field);
        }
    }
}

/// Leaves the words about Kubernetes' own fields out, for the same reason.
pub fn wordless(map: &mut Map) {
    let is_open = map.get("x-kubernetes-preserve-unknown-fields").is_some();
    for entry in &mut map.0 {
        let Value::Map(field) = &mut entry.value.value else { continue };
        if is_open && entry.key == "properties" {
            for member in &mut field.0 {
                if let Value::Map(schema) = &mut member.value.value {
                    schema.0.retain(|entry| entry.key != "description");
                }
            }
        }
        wordless(field);
    }
}

/// Declares what the stored version has and this one has not, and refuses it. An object that was applied as this version and is
/// applied as the stored one is looked at in both: what is not declared would end a server-side apply.
pub fn other_versions(object: &Object, dialects: Dialects, stored: &str, schema: &mut Map) {
    if object.open {
        return;
    }
    let mut names = Vec::new();
    if let Some(Value::Map(properties)) = schema.get_mut("properties") {
        for member in object.of(Dialects::of_version(stored)) {
            if !member.dialects.meets(dialects) {
                names.push(member.name);
                let mut field = map! { "description" => format!("Only {stored} has it.") };
                field.0.extend(bare(member.shape).0);
                properties.push(member.name, field);
            } else if let (Shape::Object(inner), Some(Value::Map(field))) =
                (member.shape, properties.get_mut(member.name))
            {
                other_versions(inner, dialects, stored, field);
            }
        }
    }
    if !names.is_empty() {
        let rule = names.iter().map(|name| format!("!has(self.{name})")).collect::<Vec<_>>().join(" && ");
        let message = format!("only {stored} has {}", names.join(", "));
        let rule = Node::from(map! { "rule" => rule, "message" => message });
        match schema.get_mut("x-kubernetes-validations") {
            Some(Value::List(rules)) => rules.push(rule),
            _ => schema.push("x-kubernetes-validations", list![rule]),
        }
    }
}

/// The type alone: a rule cannot speak of what has none.
pub fn bare(shape: Shape) -> Map {
    match shape {
        Shape::List(inner) => map! { "type" => "array", "items" => bare(*inner) },
        Shape::Map(_) | Shape::Object(_) => {
            map! { "type" => "object", "x-kubernetes-preserve-unknown-fields" => true }
        }
        Shape::Text | Shape::Words(_) => map! { "type" => "string" },
        Shape::IntOrText | Shape::Quantity => map! { "x-kubernetes-int-or-string" => true },
        Shape::Anything => map! { "x-kubernetes-preserve-unknown-fields" => true },
        Shape::Bool => map! { "type" => "boolean" },
        Shape::Int32 | Shape::Int64 => map! { "type" => "integer" },
        Shape::Number => map! { "type" => "number" },
    }
}
