"""Which servers may be asked: those of the public internet alone, by the very address that is connected to."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any, Final

PORTS: Final = (80, 443)
# https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-: what does not lead to one public server.
_KEPT_4: Final = tuple(
    map(
        ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"),
            "100.64.0.0/10",  # shared by a provider's customers
            *("192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24"),
            "192.88.99.0/24",  # 6to4's relays
            "198.18.0.0/15",  # benchmarks
            *("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),  # documentation
            "168.63.129.16/32",  # public by its number, and Azure's own server inside each machine there
            *("224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)
# Outside lie loopback, link-local, private, multicast, IPv4-mapped, IPv4-compatible and NAT64 (64:ff9b::) addresses.
_PUBLIC_6: Final = ip_network("2000::/3")
_KEPT_6: Final = tuple(
    map(
        ip_network,
        (
            "2001::/23",  # Teredo, ORCHID, benchmarks
            "2001:db8::/32",
            "2002::/16",  # 6to4
            "2620:4f:8000::/48",
            "3fff::/20",
        ),
    )
)


class UnreachableError(Exception):
    """An address that must not be asked."""


@dataclass(frozen=True)
class Reach:
    """Public addresses on the web's ports, and whatever else is named one by one: address and port."""

    beyond: frozenset[tuple[str, int]] = frozenset()

    def allows_port(self, port: int) -> bool:
        """Say whether any server may be asked on a port."""
        return port in PORTS or any(port == other for _, other in self.beyond)

    def allows(self, address: str, port: int) -> bool:
        """Say whether a server may be asked."""
        return (address, port) in self.beyond or (port in PORTS and is_public(address))

    def opener(self) -> Callable[[Any], socket.socket]:
        """Give what opens each of a connector's sockets.

        It sees the address that is connected to, however it was written and whatever name led there, also the second time
        that a name is looked up.

        Raises (when called):
            UnreachableError: The address must not be asked.
        """

        def open_socket(info: tuple[int, int, int, str, tuple[Any, ...]]) -> socket.socket:
            family, kind, protocol, _, (address, port, *_) = info
            if not self.allows(address, port):
                raise UnreachableError(address)
            return socket.socket(family, kind, protocol)

        return open_socket


def is_public(address: str) -> bool:
    """Say whether an IPv4 or IPv6 address is a public server's; one that holds another in it is none."""
    parsed = ip_address(address)
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _KEPT_4)
    return parsed in _PUBLIC_6 and not any(parsed in network for network in _KEPT_6)
