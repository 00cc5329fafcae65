//! flink-render: a GitOps compiler for Apache Flink on Kubernetes.
//!
//! # The pipeline
//!
//! | stage | signature | |
//! |---|---|---|
//! | [`render::parse`] | text → resource | documents, places, every problem of form |
//! | [`render::resolve`] | resource → cluster | every default once, the Flink version |
//! | [`render::validate`] | cluster → [`Valid`](render::validate::Valid) | rules, one file each |
//! | [`render::lower`] | `Valid` → objects | cannot fail |
//! | [`render::emit`] | objects → YAML | the same to every reader |
//!
//! # The rooms
//!
//! [`status`] is the other half, [`status::derive`]: what was seen → what it is. It acts on nothing and imports no stage.
//!
//! Data: [`diagnostic`] (what was found), [`hidden`] (characters that are not shown as what they are), [`packed`] (texts that are alike, kept small), [`tree`] (values with their places), [`yaml`] (the tokens of a text), [`k8s`] and [`flink`] (facts as tables),
//! [`api`] (the resource as written), [`model`] (the cluster as meant), [`fleet`] (what is known of a cluster beside its
//! objects). Stages import data, never each other; [`crd`] makes the CustomResourceDefinition from the same descriptions,
//! defaults and rules, and [`schema`] the editor's schema from that and Flink's options; [`review`] says what the change from one rendering to
//! another does, [`pin`] writes a savepoint into the input, [`convert`] another version of the API, and [`provenance`] says
//! where values of the output come from.
//! For readers: [`report`] puts what was found into its forms, [`explain`] explains, and text of others passes the doors of
//! [`sink`] on its way; [`pages`] has the page of each code, [`guide`] tells how things are done. For tools: [`krm`] is a function of kustomize and kpt, [`oci`] an image layout.
//! `tests/it/architecture.rs` holds the walls.
//!
//! # The walk of one value
//!
//! `spec.taskManager.memoryOffHeapRatio: 30`, from its text to YAML:
//!
//! 1. `render/parse/yaml.rs` reads it as a [`tree::Node`] with its place. `parse/check` finds the key in the description of
//!    `api/flink_cluster.rs`, whose line says `Spanned<i32>`, and reads that.
//! 2. `render/resolve` makes it the `ratio` of the TaskManagers' [`model::Margin`]; unwritten it is 25, by `resolve/defaults.rs`.
//! 3. `render/validate/rules/off_heap.rs` holds it to 0 to 100, the CRD's CEL to the same constants.
//! 4. `rules/memory.rs` asks [`flink::memory`] what is left for Flink. Too little is a finding, else the plan is part of
//!    [`Valid`](render::validate::Valid).
//! 5. `render/lower/files/flink_conf.rs` writes the plan's settings into Flink's file, `objects/config_map.rs` that into a ConfigMap.
//! 6. `lower/rollout.rs` hashes the file: with another one, pods restart.
//! 7. `render/emit` writes the ConfigMap.
//!
//! # What always holds
//!
//! - Same input, same bytes: no file, network, clock, environment or hash order is read in this library.
//! - As written, as meant, as valid are three types. Only `validate` makes the third.
//! - Nothing is dropped, changed or guessed without a finding. With an error nothing is rendered.
//! - What is the user's own goes through as it was written, in one order of keys.
//! - No code compares versions of Flink: it asks [`flink::features`].

pub mod diagnostic;
pub mod hidden;
pub mod packed;
pub mod tree;
pub mod yaml;
pub mod k8s;
pub mod flink;
pub mod api;
pub mod model;
pub mod fleet;
pub mod render;
pub mod review;
pub mod pin;
pub mod convert;
pub mod crd;
pub mod schema;
pub mod status;
pub mod sidecar;
pub mod provenance;
pub mod explain;
pub mod sink;
pub mod report;
pub mod krm;
pub mod pages;
pub mod guide;
pub mod oci;
