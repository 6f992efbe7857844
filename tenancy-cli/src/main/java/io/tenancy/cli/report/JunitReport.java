package io.tenancy.cli.report;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A verdict as JUnit's XML: one test for every rule that found nothing, one for every issue. */
final class JunitReport {
    private final Verdict verdict;
    private final String command;

    JunitReport(Verdict verdict, String command) {
        this.verdict = verdict;
        this.command = command;
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
        List<ReportRule> quiet = verdict.rules().stream()
                .filter(rule -> verdict.judged().stream()
                        .noneMatch(one -> one.issue().rule().equals(rule)))
                .toList();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "tenancyctl " + command);
        xml.writeAttribute(
                "tests", String.valueOf(quiet.size() + verdict.judged().size()));
        xml.writeAttribute(
                "failures",
                String.valueOf(verdict.judged().stream().filter(verdict::fails).count()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute(
                "skipped",
                String.valueOf(verdict.judged().stream()
                        .filter(one -> !verdict.fails(one))
                        .count()));
        for (ReportRule rule : quiet) {
            start(xml, rule, rule.title());
            xml.writeEndElement();
        }
        for (Judged judged : verdict.judged()) {
            test(xml, judged);
        }
        xml.writeEndElement();
    }

    private void test(XMLStreamWriter xml, Judged judged) throws XMLStreamException {
        Issue issue = judged.issue();
        start(xml, issue.rule(), issue.object() + ": " + issue.problem());
        if (verdict.fails(judged)) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", issue.rule().id());
            xml.writeAttribute("message", clean(issue.problem()));
            xml.writeCharacters(clean((issue.place() == null ? "" : issue.place() + "\n")
                    + issue.rule().attack() + "\n" + issue.rule().cure() + "\n" + String.join("\n", issue.sql())
                    + String.join(
                            "",
                            issue.evidence().stream()
                                    .map(sql -> "\nleaked: " + sql)
                                    .toList())));
        } else {
            xml.writeStartElement("skipped");
            String status = judged.counts()
                    ? VerdictDocument.lower(issue.severity())
                    : judged.status().toString();
            xml.writeAttribute("message", clean(judged.why().isEmpty() ? status : status + ": " + judged.why()));
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void start(XMLStreamWriter xml, ReportRule rule, String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "tenancy." + rule);
        xml.writeAttribute("name", clean(name));
    }

    /** A name in PostgreSQL may hold what XML cannot. */
    private static String clean(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "?");
    }
}
