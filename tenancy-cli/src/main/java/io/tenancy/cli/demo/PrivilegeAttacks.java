package io.tenancy.cli.demo;

import static io.tenancy.cli.demo.Attack.forbidden;

import io.tenancy.cli.demo.Attack.Family;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;

/** Commands past the SDK, on the application's own login, that would lift or go around row level security. */
final class PrivilegeAttacks {
    private static final String DENIED = "42501";
    private static final String NOT_SUPPORTED = "0A000";

    private PrivilegeAttacks() {}

    static List<Attack> all() {
        List<Attack> all = new ArrayList<>(List.of(
                copyOut(),
                copyIn(),
                forbidden("truncate", "empty a table, which no policy sees", "truncate patients cascade", DENIED),
                forbidden(
                        "disable",
                        "switch row level security off",
                        "alter table patients disable row level security",
                        DENIED),
                forbidden(
                        "no-force",
                        "let the owner through",
                        "alter table patients no force row level security",
                        DENIED),
                forbidden(
                        "widen-policy",
                        "widen the table's policy",
                        "alter policy tenancy_base on patients using (true)",
                        DENIED),
                forbidden(
                        "add-policy",
                        "add a policy that lets all through",
                        "create policy mine on patients using (true)",
                        DENIED),
                forbidden(
                        "row-security-off",
                        "ask for the rows without row level security",
                        "set local row_security = off; select * from patients",
                        DENIED),
                forbidden("become-owner", "become the tables' owner", "set role tenancy_owner", DENIED),
                forbidden("become-migrator", "become the migrator", "set role tenancy_migrator", DENIED),
                forbidden("become-admin", "become the admin", "set role tenancy_admin", DENIED),
                forbidden("become-superuser", "become the superuser", "set session authorization postgres", DENIED),
                forbidden("bypass", "give itself BYPASSRLS", "alter role tenancy_app bypassrls", DENIED),
                forbidden("join-owner", "join the tables' owner", "grant tenancy_owner to tenancy_app", DENIED),
                forbidden(
                        "definer-in-public",
                        "make a function of its own",
                        "create function all_patients() returns setof patients language sql security definer as"
                                + " 'select * from patients'",
                        DENIED),
                forbidden(
                        "own-view",
                        "make a view of its own",
                        "create view every_patient as select * from patients",
                        DENIED),
                forbidden(
                        "temp-shadow",
                        "put a temporary table before the real one",
                        "create temporary table patients (id uuid)",
                        DENIED),
                forbidden(
                        "trigger",
                        "hang a trigger on a table",
                        "create trigger spy before insert on patients for each row execute function"
                                + " suppress_redundant_updates_trigger()",
                        DENIED),
                forbidden("server-file", "read the server's files", "select pg_read_file('pg_hba.conf')", DENIED),
                forbidden("registry-read", "list all tenants", "select * from tenancy.tenant", DENIED),
                forbidden("registry-count", "count all tenants", "select count(*) from tenancy.tenant", DENIED),
                forbidden(
                        "registry-probe",
                        "probe for tenants with a foreign key",
                        "alter table patients add foreign key (organization_id) references tenancy.tenant (id)",
                        DENIED)));
        all.add(enumerate());
        return all;
    }

    private static Attack copyOut() {
        String sql = "copy (select organization_id from patients) to stdout";
        return new Attack(
                "copy-out",
                Family.PRIVILEGE,
                "export the table",
                sql,
                Set.of(),
                arena -> arena.raw(c -> {
                    StringWriter text = new StringWriter();
                    c.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, text);
                    return Evidence.foreignRows(text.toString()
                            .lines()
                            .filter(line -> !line.equals(arena.own().id().toString()))
                            .count());
                }));
    }

    private static Attack copyIn() {
        String sql = "copy practitioners from stdin";
        return new Attack(
                "copy-in",
                Family.PRIVILEGE,
                "import rows past the policies",
                sql,
                Set.of(NOT_SUPPORTED),
                arena -> arena.raw((Connection c) -> {
                    c.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(""));
                    c.rollback();
                    return Evidence.leaked("the database obeyed");
                }));
    }

    /** The look-ups that run before a tenant is bound answer for an exact key only. */
    private static Attack enumerate() {
        String sql = "select * from tenancy.tenant_by_key('%')";
        return new Attack(
                "look-up-wildcard",
                Family.PRIVILEGE,
                "let a look-up function list tenants",
                sql,
                Set.of(),
                arena -> arena.bare(c -> Evidence.foreignRows(arena.rows(c, sql))));
    }
}
