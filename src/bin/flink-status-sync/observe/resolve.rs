//! Which addresses a name may lead to: a Service is a tenant's, and can stand for any name.

use std::io;
use std::net::{IpAddr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::lookup_host;

/// The name of this machine; where it is written, it is meant.
const SELF: &str = "localhost";

/// Asks the name server, and leaves out this machine and what answers on its link, such as a cloud's metadata.
pub struct Elsewhere;

impl Resolve for Elsewhere {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            let own = name.as_str().eq_ignore_ascii_case(SELF);
            let addresses: Vec<SocketAddr> =
                found.filter(|address| own || is_elsewhere(address.ip())).collect();
            if addresses.is_empty() {
                return Err(io::Error::other("the name leads to this machine or its link").into());
            }
            let addresses: Addrs = Box::new(addresses.into_iter());
            Ok(addresses)
        })
    }
}

fn is_elsewhere(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            !(v4.is_loopback()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_multicast()
                || v4.is_broadcast())
        }
        // AWS has its metadata at a unique local address, too.
        IpAddr::V6(v6) => {
            !(v6.is_loopback() || v6.is_unicast_link_local() || v6.is_unspecified() || v6.is_multicast())
                && v6.segments()[..2] != [0xfd00, 0x0ec2]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machines_own_addresses_are_no_services() {
        for own in [
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "fd00:ec2::254",
        ] {
            assert!(!is_elsewhere(own.parse().unwrap()), "{own}");
        }
        for other in ["10.96.0.12", "192.168.1.1", "8.8.8.8", "fd12::1", "2001:db8::1", "::ffff:10.0.0.1"] {
            assert!(is_elsewhere(other.parse().unwrap()), "{other}");
        }
    }
}
