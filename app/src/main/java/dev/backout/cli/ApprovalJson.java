package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.approval.Approvals;
import dev.backout.approval.Purpose;
import dev.backout.plan.PlanFile;

/// The state of a plan's approvals for machines; `docs/approvals.md` describes it.
final class ApprovalJson {
    private ApprovalJson() {}

    static ObjectNode of(PlanFile plan, Approvals.Verdict verdict) {
        ObjectNode node = new JsonMapper().createObjectNode();
        node.put("plan", plan.hash()).put("complete", verdict.complete());
        ArrayNode given = node.putArray("approved");
        for (Approvals.Given one : verdict.given()) {
            ObjectNode who = given.addObject();
            who.put("file", one.file()).put("key", one.signer().key());
            one.signer().principals().forEach(who.putArray("principals")::add);
            one.approval().purposes().stream().map(Purpose::word).forEach(who.putArray("for")::add);
            who.put("made", one.approval().made().toString());
        }
        ArrayNode refused = node.putArray("refused");
        verdict.refused()
                .forEach(one -> refused.addObject().put("file", one.file()).put("why", one.why()));
        ArrayNode missing = node.putArray("missing");
        verdict.missing()
                .forEach(one ->
                        missing.addObject()
                                .put("for", one.purpose().word())
                                .put("group", one.group()));
        return node;
    }
}
