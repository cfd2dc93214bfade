package dev.backout.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A diagnosis as JSON.
public final class DoctorJson {
    private DoctorJson() {}

    /// One pretty-printed document.
    public static String text(Diagnosis diagnosis) {
        ObjectNode root = new JsonMapper().createObjectNode();
        root.put("runnable", diagnosis.runnable());
        ArrayNode findings = root.putArray("findings");
        for (Finding finding : diagnosis.findings()) {
            ObjectNode node = findings.addObject();
            node.put("id", finding.topic().id());
            node.put("severity", finding.severity().text());
            node.put("title", finding.title());
            ArrayNode details = node.putArray("details");
            finding.details().forEach(details::add);
            node.put("remedy", finding.remedy());
        }
        return root.toPrettyString();
    }
}
