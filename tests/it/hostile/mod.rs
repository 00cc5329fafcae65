//! Attacks: what a pull request, a tenant or a broken file may hold, tried on each command.

mod cost;
mod files;
mod inputs;
mod sidecar;
mod sinks;
