package io.tenancy.jdbc.job;

import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** When a job runs. Immutable. */
public final class JobSchedule {
    private final @Nullable Duration interval;
    private final LocalTime time;
    private final @Nullable ZoneId zone;

    private JobSchedule(@Nullable Duration interval, LocalTime time, @Nullable ZoneId zone) {
        this.interval = interval;
        this.time = time;
        this.zone = zone;
    }

    /**
     * Again and again, so long after the end of the run before.
     *
     * @param interval at least a second
     * @return the schedule
     */
    public static JobSchedule every(Duration interval) {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("interval is at least a second, not " + interval);
        }
        return new JobSchedule(interval, LocalTime.MIDNIGHT, null);
    }

    /**
     * Once a day.
     *
     * @param time by the clock on the wall; a time that a day does not have is taken later that day
     * @param zone of that wall
     * @return the schedule
     */
    public static JobSchedule daily(LocalTime time, ZoneId zone) {
        return new JobSchedule(null, time, zone);
    }

    Schedule schedule() {
        return interval != null
                ? Schedules.fixedDelay(interval)
                : Schedules.daily(java.util.Objects.requireNonNull(zone), time);
    }

    @Override
    public String toString() {
        return interval != null
                ? "every " + interval.toString().substring(2).toLowerCase(java.util.Locale.ROOT)
                : "daily at " + time + " " + (ZoneOffset.UTC.equals(zone) ? "UTC" : zone);
    }
}
