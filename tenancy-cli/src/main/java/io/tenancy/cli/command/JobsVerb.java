package io.tenancy.cli.command;

import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.job.JobRun;
import io.tenancy.jdbc.job.JobRunner;
import io.tenancy.jdbc.job.StandardJobs;
import io.tenancy.jdbc.job.TrialNotice;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A verb on the jobs that Tenancy brings; those of the application run in the application. */
abstract class JobsVerb extends Verb {
    JobsVerb(Session session) {
        super(session);
    }

    /** The order of roles is that of the error messages: what jobs need most is asked for first. */
    final JobRunner runner() {
        DataSource worker = session().connections().controlled(ConnectionRole.WORKER);
        DataSource admin = session().connections().controlled(ConnectionRole.ADMIN);
        JobRunner.Builder builder = JobRunner.builder(worker, session().clock());
        StandardJobs.all(
                        worker,
                        admin,
                        session().clock(),
                        session().connections().config().onTrialEnd(),
                        TrialNotice.NONE)
                .forEach(builder::job);
        return builder.build();
    }

    static Map<String, @Nullable Object> tree(JobRun run) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("id", run.id());
        tree.put("job", run.job());
        tree.put("outcome", run.outcome());
        tree.put("startedAt", run.startedAt());
        tree.put("finishedAt", run.finishedAt());
        tree.put("done", run.done());
        tree.put("failed", run.failed());
        tree.put("note", run.note());
        return tree;
    }
}
