package io.tenancy.cli.command;

import io.tenancy.ErrorCode;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.member.MemberRegistry;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.Member;
import io.tenancy.member.MemberNotFoundException;
import io.tenancy.member.Members;
import io.tenancy.tenant.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Parameters;

/** A verb on the people of one tenant, over the admin connection. */
abstract class MemberVerb extends Verb {
    static final Attribution READING = new Attribution("cli", "reads");

    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    MemberVerb(Session session) {
        super(session);
    }

    final Tenant tenant() {
        return tenant(key);
    }

    final Members members(Tenant tenant, Attribution by) {
        return MemberRegistry.over(
                        session().connections().controlled(ConnectionRole.ADMIN),
                        session().clock())
                .of(tenant.id(), by);
    }

    /** The one member of an address or id. */
    static Member member(Members members, String typed) {
        Optional<EmailAddress> email = EmailAddress.parse(typed);
        if (email.isEmpty()) {
            UUID id = id("MEMBER", typed);
            return members.find(id).orElseThrow(() -> new MemberNotFoundException(id));
        }
        List<Member> found = members.list().stream()
                .filter(member -> member.email().equals(email.get()))
                .toList();
        if (found.size() != 1) {
            throw CommandException.notFound(
                    ErrorCode.MEMBER_NOT_FOUND,
                    found.isEmpty()
                            ? "The tenant has no member with this address"
                            : "Several members have this address",
                    "List them with: tenancyctl member list TENANT; and give the id");
        }
        return found.get(0);
    }

    static UUID id(String what, String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    what + " cannot be read",
                    "Give the id, such as 0190a5b0-7c1e-7d3a-8f00-5f5f3c1b2a10, or an e-mail address");
        }
    }
}
