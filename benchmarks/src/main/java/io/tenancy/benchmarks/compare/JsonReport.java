package io.tenancy.benchmarks.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tenancy.benchmarks.compare.Standings.Metric;
import io.tenancy.benchmarks.compare.Standings.Ratio;
import io.tenancy.benchmarks.contender.Way;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** The same as JSON, one object. */
final class JsonReport {
    private JsonReport() {}

    static void print(PrintWriter out, Settings settings, List<Standings> courses, List<Expectation.Verdict> verdicts)
            throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("tenants", settings.tenants());
            json.writeNumberField("rowsPerTenant", settings.rows());
            json.writeNumberField("threads", settings.threads());
            json.writeArrayFieldStart("courses");
            for (Standings standings : courses) {
                write(json, standings);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("expectations");
            for (Expectation.Verdict verdict : verdicts) {
                write(json, verdict);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.println();
        out.flush();
    }

    private static void write(JsonGenerator json, Standings standings) throws IOException {
        json.writeStartObject();
        json.writeStringField("query", standings.shape().name().toLowerCase(java.util.Locale.ROOT));
        json.writeNumberField("latencyMillis", standings.latency().toNanos() / 1e6);
        json.writeNumberField("rounds", standings.rounds());
        json.writeArrayFieldStart("contenders");
        for (Way way : Way.values()) {
            json.writeStartObject();
            json.writeStringField("name", way.label());
            json.writeNumberField("roundTrips", standings.roundTripsOf(way));
            write(json, "latency", standings.ratio(Metric.LATENCY, way, Way.RAW));
            write(json, "throughput", standings.ratio(Metric.THROUGHPUT, way, Way.RAW));
            write(json, "backendCpu", standings.ratio(Metric.CPU, way, Way.RAW));
            write(json, "clientCpu", standings.ratio(Metric.CLIENT_CPU, way, Way.RAW));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Optional<Ratio> ratio) throws IOException {
        if (ratio.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("median", ratio.get().median());
        json.writeNumberField("p20", ratio.get().quiet());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Expectation.Verdict verdict) throws IOException {
        json.writeStartObject();
        json.writeStringField("what", verdict.what());
        json.writeStringField("bound", (verdict.atLeast() ? ">= " : "<= ") + verdict.bound());
        json.writeNumberField("measured", verdict.measured());
        json.writeBooleanField("held", verdict.held());
        json.writeEndObject();
    }
}
