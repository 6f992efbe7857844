package io.tenancy.cli.command;

/** The display name of a tenant, checked before anything is asked. */
final class TenantNames {
    private static final int LONGEST = 200;

    private TenantNames() {}

    static String checked(String name) {
        if (name.isBlank() || name.length() > LONGEST) {
            throw CommandException.usage(
                    "A name has 1 to " + LONGEST + " characters, this one " + name.length(), "Give another --name");
        }
        return name;
    }
}
