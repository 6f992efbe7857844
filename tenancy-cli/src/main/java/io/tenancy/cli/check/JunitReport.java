package io.tenancy.cli.check;

import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.Rule;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A verdict as JUnit's XML: one test for every rule that found nothing, one for every finding. */
final class JunitReport {
    private final Verdict verdict;

    JunitReport(Verdict verdict) {
        this.verdict = verdict;
    }

    String text() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            suite(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A text takes every XML", e);
        }
        return text + "\n";
    }

    private void suite(XMLStreamWriter xml) throws XMLStreamException {
        List<Rule> quiet = Stream.of(Rule.values())
                .filter(rule ->
                        verdict.judged().stream().noneMatch(one -> one.finding().rule() == rule))
                .toList();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "tenancyctl check");
        xml.writeAttribute(
                "tests", String.valueOf(quiet.size() + verdict.judged().size()));
        xml.writeAttribute(
                "failures",
                String.valueOf(verdict.judged().stream().filter(this::fails).count()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute(
                "skipped",
                String.valueOf(
                        verdict.judged().stream().filter(one -> !fails(one)).count()));
        for (Rule rule : quiet) {
            start(xml, rule, rule.title());
            xml.writeEndElement();
        }
        for (Judged judged : verdict.judged()) {
            test(xml, judged);
        }
        xml.writeEndElement();
    }

    private boolean fails(Judged judged) {
        return judged.counts() && judged.finding().severity().compareTo(verdict.failOn()) >= 0;
    }

    private void test(XMLStreamWriter xml, Judged judged) throws XMLStreamException {
        Finding finding = judged.finding();
        start(xml, finding.rule(), finding.object() + ": " + finding.problem());
        if (fails(judged)) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", finding.rule().name());
            xml.writeAttribute("message", clean(finding.problem()));
            xml.writeCharacters(
                    clean(finding.attack() + "\n" + finding.cure() + "\n" + String.join("\n", finding.sql())));
        } else {
            xml.writeStartElement("skipped");
            String status = judged.counts()
                    ? CheckDocument.lower(finding.severity())
                    : judged.status().toString();
            xml.writeAttribute("message", clean(judged.why().isEmpty() ? status : status + ": " + judged.why()));
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void start(XMLStreamWriter xml, Rule rule, String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "tenancy." + rule);
        xml.writeAttribute("name", clean(name));
    }

    /** A name in PostgreSQL may hold what XML cannot. */
    private static String clean(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "?");
    }
}
