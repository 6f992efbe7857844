package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.migration.ControlPlaneVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.postgresql.util.PSQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

@Command(name = "version", description = "Show the versions of the tool and of what it runs on.")
@Mark(Mark.Effect.READ_ONLY)
final class VersionCommand extends Verb {
    VersionCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("tenancyctl", tool());
        versions.put("controlPlane", ControlPlaneVersion.CURRENT);
        versions.put("java", Runtime.version().toString());
        versions.put("javaHome", System.getProperty("java.home"));
        versions.put("driver", driver());
        session().console().print(Document.entry(versions));
        return OK;
    }

    static String tool() {
        try (InputStream in = VersionCommand.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String driver() {
        String version = PSQLException.class.getPackage().getImplementationVersion();
        return "pgjdbc " + (version == null ? "unknown" : version);
    }

    /** What {@code --version} prints. */
    static final class Brief implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tenancyctl " + tool()};
        }
    }
}
