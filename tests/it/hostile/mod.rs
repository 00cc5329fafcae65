//! Attacks: what a pull request, a tenant or a broken file may hold, tried on each command.

mod inputs;
mod sinks;
