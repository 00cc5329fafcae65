//! Attacks: what a pull request, a tenant or a broken file may hold, tried on each command.

mod cost;
mod credentials;
#[cfg(unix)]
mod files;
mod ignores;
mod inputs;
mod plugins;
mod sidecar;
mod sinks;
mod state;
