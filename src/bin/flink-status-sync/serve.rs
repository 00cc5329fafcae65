//! /livez, /readyz and /metrics.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use std::sync::Mutex;
use tokio::net::TcpListener;

use crate::metrics::Metrics;

/// What a program that has not turned its wheel for so long is: dead.
const STUCK: Duration = Duration::from_secs(60);

/// How the program is.
#[derive(Debug)]
pub struct Health {
    /// Kubernetes was read once.
    synced: AtomicBool,
    /// The API server does not let the program write.
    forbidden: AtomicBool,
    beat: Mutex<Instant>,
}

impl Health {
    /// Of a program that starts.
    pub fn new() -> Arc<Self> {
        Arc::new(Self { synced: false.into(), forbidden: false.into(), beat: Mutex::new(Instant::now()) })
    }

    /// Kubernetes was read once.
    pub fn synced(&self) {
        self.synced.store(true, Ordering::Relaxed);
    }

    /// Whether the API server does not let the program write.
    pub fn forbidden(&self, forbidden: bool) {
        self.forbidden.store(forbidden, Ordering::Relaxed);
    }

    /// The program's wheel turns.
    pub fn beat(&self) {
        if let Ok(mut beat) = self.beat.lock() {
            *beat = Instant::now();
        }
    }

    fn live(&self) -> Result<(), &'static str> {
        let turns = self.beat.lock().is_ok_and(|beat| beat.elapsed() < STUCK);
        if turns { Ok(()) } else { Err("stuck") }
    }

    fn ready(&self) -> Result<(), &'static str> {
        if !self.synced.load(Ordering::Relaxed) {
            Err("Kubernetes was not read yet")
        } else if self.forbidden.load(Ordering::Relaxed) {
            Err("the API server forbids the writing of a status")
        } else {
            Ok(())
        }
    }
}

/// Binds the address and serves it for ever.
///
/// # Errors
/// The address cannot be bound.
pub async fn serve(address: SocketAddr, health: Arc<Health>, metrics: Arc<Metrics>) -> std::io::Result<()> {
    let live = Arc::clone(&health);
    let routes = Router::new()
        .route("/livez", get(async move || answer(live.live())))
        .route("/readyz", get(async move || answer(health.ready())))
        .route(
            "/metrics",
            get(async move || {
                (
                    [(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")],
                    metrics.text(),
                )
            }),
        );
    let listener = TcpListener::bind(address).await?;
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(())
}

fn answer(well: Result<(), &'static str>) -> (StatusCode, &'static str) {
    match well {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, why),
    }
}
