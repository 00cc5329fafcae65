//! The CustomResourceDefinition, from the descriptions of the fields, the table of defaults and the rules.

mod open;

use crate::api::flink_cluster::FlinkCluster;
use crate::api::read::Read;
use crate::api::shape::{Member, Object, Shape};
use crate::api::status;
use crate::k8s::dialect::Dialects;
use crate::k8s::lists;
use crate::k8s::object::CUSTOM_RESOURCE_DEFINITION;
use crate::k8s::resource::{GROUP, KIND, PLURAL, V1ALPHA1, V1BETA1};
use crate::render::emit;
use crate::render::resolve::defaults;
use crate::render::validate::rules;
use crate::tree::{Map, Node, Value};
use crate::{list, map};

/// The version that the API server stores: it has every field of the other one, so that nothing of either is lost.
const STORED: &str = V1BETA1;

/// As YAML, ready to be applied.
pub fn yaml() -> String {
    emit::emit(&definition())
}

fn definition() -> Node {
    let names = map! {
        "kind" => KIND,
        "listKind" => "FlinkClusterList",
        "plural" => PLURAL,
        "singular" => "flinkcluster",
        "shortNames" => list!["fc"],
    };
    let column = |name: &'static str, kind: &'static str, path: &'static str| {
        map! { "name" => name, "type" => kind, "jsonPath" => path }
    };
    let version = |name: &'static str| {
        map! {
            "name" => name,
            "served" => true,
            "storage" => name == STORED,
            "additionalPrinterColumns" => list![
                column("State", "string", ".status.state"),
                column("Job", "string", ".status.components.job.state"),
                column("Ready", "string", ".status.conditions[?(@.type=='Ready')].status"),
                column("Reason", "string", ".status.conditions[?(@.type=='Ready')].reason"),
                column("Age", "date", ".metadata.creationTimestamp"),
            ],
            "subresources" => map! { "status" => Map::default() },
            "schema" => map! { "openAPIV3Schema" => root(Dialects::of_version(name)) },
        }
    };
    let metadata = map! {
        "name" => format!("{PLURAL}.{GROUP}"),
        "annotations" => map! {
            // The API server wants it of groups that end in k8s.io.
            "api-approved.kubernetes.io" => "unapproved, the group is the operator's",
        },
    };
    // Nothing was renamed from one to the other: the API server converts by writing another version.
    let versions = list![version(V1BETA1), version(V1ALPHA1)];
    let spec = map! { "group" => GROUP, "scope" => "Namespaced", "names" => names, "versions" => versions };
    map! {
        "apiVersion" => CUSTOM_RESOURCE_DEFINITION.0,
        "kind" => CUSTOM_RESOURCE_DEFINITION.1,
        "metadata" => metadata,
        "spec" => spec,
    }
    .into()
}

/// The whole resource as the compiler reads it in some dialects: what all of them want, and what any of them has.
pub fn resource(dialects: Dialects) -> Map {
    schema(FlinkCluster::SHAPE, dialects, "")
}

/// The whole resource. Its metadata are the API server's own business, and it wants nothing said about them.
fn root(dialects: Dialects) -> Map {
    let mut schema = resource(dialects);
    let Some(Value::Map(properties)) = schema.get_mut("properties") else { return schema };
    for entry in &mut properties.0 {
        match entry.key.as_ref() {
            "metadata" => entry.value = map! { "type" => "object" }.into(),
            "status" => {
                let mut map = Map::default();
                map.push_some("description", entry.value.get("description").cloned());
                map.0.extend(self::schema(status::SHAPE, dialects, "status").0);
                entry.value = map.into();
            }
            "spec" => {
                let spec =
                    object_of(FlinkCluster::SHAPE).and_then(|root| object_of(root.member("spec")?.shape));
                if let (Some(spec), Value::Map(map)) = (spec, &mut entry.value.value) {
                    open::large(map);
                    open::wordless(map);
                    open::other_versions(spec, dialects, STORED, map);
                }
            }
            _ => {}
        }
    }
    schema
}

fn schema(shape: Shape, dialects: Dialects, path: &str) -> Map {
    let mut schema = open::bare(shape);
    match shape {
        Shape::Anything | Shape::Text | Shape::Bool | Shape::Number | Shape::IntOrText => {}
        Shape::Int32 => schema.push("format", "int32"),
        Shape::Int64 => schema.push("format", "int64"),
        Shape::Quantity => {
            schema.push("pattern", QUANTITY);
            schema.push("maxLength", 64);
        }
        Shape::Words(words) => {
            let empty = words.empty_is_absent.meets(dialects).then_some("");
            schema.push("enum", words.of(dialects).chain(empty).map(Node::from).collect::<Vec<_>>());
        }
        Shape::List(inner) => {
            schema = map! { "type" => "array", "items" => self::schema(*inner, dialects, "") };
            let field = path.rsplit('.').next().unwrap_or_default();
            if let Some(key) = key(field) {
                schema.push("x-kubernetes-list-type", "map");
                schema.push("x-kubernetes-list-map-keys", list![key]);
            }
        }
        Shape::Map(inner) => {
            schema =
                map! { "type" => "object", "additionalProperties" => self::schema(*inner, dialects, "") };
        }
        Shape::Object(object) => schema = self::object(object, dialects, path),
    }
    schema.push_some("default", defaults::of(path, dialects));
    let rules = rules::ALL
        .iter()
        .flat_map(|rule| (rule.cel)())
        .filter(|cel| cel.path == path && cel.dialects.covers(dialects));
    let rules: Vec<Node> =
        rules.map(|cel| map! { "rule" => cel.rule, "message" => cel.message }.into()).collect();
    if !rules.is_empty() && (!path.is_empty() || is_root(shape)) {
        schema.push("x-kubernetes-validations", rules);
    }
    schema
}

fn is_root(shape: Shape) -> bool {
    object_of(shape).is_some_and(|object| object.name == KIND)
}

fn object_of(shape: Shape) -> Option<&'static Object> {
    if let Shape::Object(object) = shape { Some(object) } else { None }
}

/// The key of a list in which nothing is there twice, as in Kubernetes' own types: server-side apply merges it. Of a Secret
/// that is named twice, nobody complains.
fn key(list: &str) -> Option<&'static str> {
    lists::keys(list).first().copied().filter(|_| list != "pullSecrets")
}

/// `resource.Quantity`'s own.
const QUANTITY: &str =
    r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?[0-9]+))?$";

fn object(object: &'static Object, dialects: Dialects, path: &str) -> Map {
    let mut properties = Map::default();
    let mut required: Vec<&'static str> = Vec::new();
    for member in object.of(dialects) {
        let field = if object.open {
            String::new()
        } else if path.is_empty() {
            member.name.to_owned()
        } else {
            format!("{path}.{}", member.name)
        };
        properties.push(member.name, documented(member, schema(member.shape, dialects, &field)));
        if !member.also.is_empty() {
            let doc = format!("The other spelling of `{}`.", member.name);
            let mut other = map! { "description" => doc };
            other.0.extend(schema(member.shape, dialects, "").0);
            properties.push(member.also, other);
        }
        if member.required.covers(dialects) {
            required.push(member.name);
        }
    }
    let mut schema = map! { "type" => "object" };
    if object.open {
        // Kubernetes may have grown fields since.
        schema.push("x-kubernetes-preserve-unknown-fields", true);
    }
    schema.push("properties", properties);
    if !required.is_empty() {
        schema.push("required", required);
    }
    schema
}

fn documented(member: &Member, schema: Map) -> Map {
    if member.doc.is_empty() {
        return schema;
    }
    let mut with = map! { "description" => member.doc.trim().to_owned() };
    with.0.extend(schema.0);
    with
}
