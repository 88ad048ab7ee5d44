// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.nidwatch.policy.Probe;
import org.nidwatch.probe.Answer;
import org.nidwatch.probe.ProbeReport;
import org.nidwatch.probe.Suspect;

/** A probe report as JSON: times in milliseconds since the epoch, chances as numbers. */
final class ProbeJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    String of(ProbeReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("verdict", report.verdict().name());
        root.put("sentence", report.sentence());
        root.put("ask_more", report.more());
        root.put("register_size", report.register());
        root.put("queries", report.queries());
        root.put("queries_per_day", report.queriesADay());
        root.put("probes_needed_for_a_decoy", report.needed(0));
        ArrayNode probes = root.putArray("probes");
        for (Probe each : report.probes()) {
            probes.addObject()
                    .put("probe", each.id())
                    .put("asked_at", each.askedAt())
                    .put("from", each.from())
                    .put("until", each.until())
                    .put("note", each.note());
        }
        ArrayNode suspects = root.putArray("organisations");
        report.suspects().forEach(each -> suspect(suspects.addObject(), each));
        ArrayNode answers = root.putArray("answers");
        report.answers().forEach(each -> answer(answers.addObject(), each));
        return root.toString();
    }

    private static void suspect(ObjectNode node, Suspect suspect) {
        node.put("organisation_id", suspect.organisationId())
                .put("hits", suspect.hits())
                .put("queries_in_windows", suspect.queries())
                .put("same_people_outside", suspect.usual())
                .put("chance", suspect.chance())
                .put("chance_for_any_organisation", suspect.anybody());
        suspect.credentials().forEach(node.putArray("credentials")::add);
    }

    private static void answer(ObjectNode node, Answer answer) {
        node.put("probe", answer.probeId())
                .put("organisation_id", answer.organisationId())
                .put("credential_id", answer.credentialId())
                .put("operator_id", answer.operatorId())
                .put("source_address", answer.sourceAddress())
                .put("occurred_at", answer.occurredAt())
                .put("delay_millis", answer.delayMillis())
                .put("outcome", answer.outcome())
                .put("partition", answer.partition())
                .put("offset", answer.offset());
    }
}
