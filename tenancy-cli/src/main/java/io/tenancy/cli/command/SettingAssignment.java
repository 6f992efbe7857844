package io.tenancy.cli.command;

/**
 * A setting as it is typed: NAME=JSON.
 *
 * @param name the setting
 * @param json its value
 */
record SettingAssignment(String name, String json) {
    static SettingAssignment parse(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw CommandException.usage("--set takes NAME=JSON", "Write it as --set 'theme=\"dark\"'");
        }
        String json = assignment.substring(equals + 1);
        if (!Json.isValid(json)) {
            throw CommandException.usage(
                    "The value of --set is no JSON",
                    "Quote a text inside the quotes of the shell: --set 'theme=\"dark\"'");
        }
        String name = assignment.substring(0, equals);
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw CommandException.usage(
                    "That is no name of a setting", "Use 1 to 100 letters, digits, dots, hyphens and underscores");
        }
        return new SettingAssignment(name, json);
    }
}
