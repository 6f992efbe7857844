package io.tenancy.jdbc.internal.observation;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.observation.ErrorFingerprint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Adds sums to what is written already, a statement for some hundred of them, in one order for all nodes, so that no two wait for each
 * other in a circle. What belongs to a tenant whose rows are going is left out. Stateless.
 */
final class ObservationWrites {
    private static final int AT_ONCE = 500;
    private static final String LIVING = " where exists (select from tenancy.tenant t"
            + " where t.id = r.tenant_id and t.status not in ('DELETING', 'DELETED')) order by 1, 2, 3";
    private static final String MINUTES =
            "insert into tenancy.observed_minute as m (tenant_id, minute, requests, errors, micros, max_micros, buckets, counts)"
                    + " select r.tenant_id, r.minute, r.requests, r.errors, r.micros, r.max_micros, r.buckets::smallint[], r.counts::bigint[]"
                    + " from unnest(?::uuid[], ?::timestamptz[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])"
                    + " r(tenant_id, minute, requests, errors, micros, max_micros, buckets, counts)" + LIVING
                    + " on conflict (tenant_id, minute) do update set requests = m.requests + excluded.requests,"
                    + " errors = m.errors + excluded.errors, micros = m.micros + excluded.micros,"
                    + " max_micros = greatest(m.max_micros, excluded.max_micros),"
                    + " (buckets, counts) = (select array_agg(s.b order by s.b), array_agg(s.n order by s.b) from"
                    + " (select u.b, sum(u.n)::bigint as n from (select unnest(m.buckets) as b, unnest(m.counts) as n"
                    + " union all select unnest(excluded.buckets), unnest(excluded.counts)) u group by u.b) s)";
    private static final String ERRORS =
            "insert into tenancy.observed_error as e (tenant_id, day, fingerprint, exception, frames, times, first_at, last_at)"
                    + " select r.tenant_id, r.day, r.fingerprint, r.exception, r.frames::text[], r.times, r.first_at, r.last_at"
                    + " from unnest(?::uuid[], ?::date[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::timestamptz[])"
                    + " r(tenant_id, day, fingerprint, exception, frames, times, first_at, last_at)" + LIVING
                    + " on conflict (tenant_id, day, fingerprint) do update set times = e.times + excluded.times,"
                    + " first_at = least(e.first_at, excluded.first_at), last_at = greatest(e.last_at, excluded.last_at)";

    private ObservationWrites() {}

    static void write(
            Connection worker,
            Map<ObservationBuffer.Minute, MinuteSum> minutes,
            Map<ObservationBuffer.Kind, ErrorSum> errors)
            throws SQLException {
        List<Map.Entry<ObservationBuffer.Minute, MinuteSum>> sums = new ArrayList<>(minutes.entrySet());
        sums.sort(Comparator.comparing(
                one -> one.getKey().tenant() + " " + one.getKey().start()));
        for (int from = 0; from < sums.size(); from += AT_ONCE) {
            writeMinutes(worker, sums.subList(from, Math.min(sums.size(), from + AT_ONCE)));
        }
        List<Map.Entry<ObservationBuffer.Kind, ErrorSum>> kinds = new ArrayList<>(errors.entrySet());
        kinds.sort(Comparator.comparing(one -> one.getKey().tenant() + " "
                + one.getKey().day() + " " + one.getKey().fingerprint()));
        for (int from = 0; from < kinds.size(); from += AT_ONCE) {
            writeErrors(worker, kinds.subList(from, Math.min(kinds.size(), from + AT_ONCE)));
        }
    }

    private static void writeMinutes(Connection worker, List<Map.Entry<ObservationBuffer.Minute, MinuteSum>> sums)
            throws SQLException {
        Jdbc.run(
                worker,
                MINUTES,
                array(sums, one -> one.getKey().tenant()),
                array(sums, one -> one.getKey().start()),
                array(sums, one -> one.getValue().requests()),
                array(sums, one -> one.getValue().errors()),
                array(sums, one -> one.getValue().micros()),
                array(sums, one -> one.getValue().slowest()),
                array(sums, one -> one.getValue().places()),
                array(sums, one -> one.getValue().counts()));
    }

    private static void writeErrors(Connection worker, List<Map.Entry<ObservationBuffer.Kind, ErrorSum>> kinds)
            throws SQLException {
        Jdbc.run(
                worker,
                ERRORS,
                array(kinds, one -> one.getKey().tenant()),
                array(kinds, one -> one.getKey().day()),
                array(kinds, one -> one.getKey().fingerprint()),
                array(kinds, one -> one.getValue().error().exception()),
                array(kinds, one -> frames(one.getValue().error())),
                array(kinds, one -> one.getValue().count()),
                array(kinds, one -> time(one.getValue().first())),
                array(kinds, one -> time(one.getValue().last())));
    }

    private static String frames(ErrorFingerprint error) {
        return array(error.frames(), frame -> frame);
    }

    private static Instant time(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    /** The text of an array: elements in quotes, and what has a meaning there behind a backslash. */
    private static <T> String array(List<T> rows, Function<T, Object> field) {
        StringBuilder text = new StringBuilder("{");
        for (T row : rows) {
            text.append(text.length() == 1 ? "\"" : ",\"");
            text.append(field.apply(row).toString().replace("\\", "\\\\").replace("\"", "\\\""));
            text.append('"');
        }
        return text.append('}').toString();
    }
}
