package io.tenancy.cli.command;

import io.tenancy.resolve.HostName;

/** Host names as the registry keeps them. */
final class Hosts {
    private Hosts() {}

    static String normalised(String typed) {
        HostName host = HostName.parse(typed);
        if (host.isAddress()) {
            throw CommandException.usage("'" + host + "' is an address, no domain", "Give a host name");
        }
        return host.value();
    }
}
