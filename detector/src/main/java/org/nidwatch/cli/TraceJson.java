// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.nidwatch.trace.Attribution;
import org.nidwatch.trace.Candidate;
import org.nidwatch.trace.Span;

/** An attribution for machines. Names are public API. */
final class TraceJson {
    private TraceJson() {}

    static String of(Attribution said, Span span) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("answer", said.answer().name());
        root.put("from", Instant.ofEpochMilli(span.from()).toString());
        root.put("until", Instant.ofEpochMilli(span.until()).toString());
        root.put("clock_tolerance_ms", span.toleranceMillis());
        root.put("people", said.people());
        root.put("people_given", said.given());
        root.put("known", said.known());
        root.put("expected_known", said.expectedKnown());
        root.put("none_probability", said.none());
        root.put("look_ups", said.counted());
        root.put("organisations", said.organisations());
        root.put("register_size", said.register());
        root.put("key_proven", said.keyProven());
        ObjectNode keys = root.putObject("look_ups_by_key_id");
        said.keys().forEach((id, count) -> keys.put(String.valueOf(id), count));
        said.inseparable().forEach(root.putArray("cannot_separate")::add);
        root.put("more_people_needed", said.morePeople());
        said.candidates().forEach(each -> candidate(root.withArray("candidates").addObject(), each));
        return root.toPrettyString();
    }

    private static void candidate(ObjectNode node, Candidate each) {
        node.put("organisation_id", each.organisation());
        node.put("hits", each.hits());
        node.put("expected_by_chance", each.expected());
        node.put("exclusive_hits", each.exclusive());
        node.put("log10_likelihood_ratio", each.log10Ratio());
        node.put("probability", each.probability());
        node.put("share_of_sample", each.share());
        node.put("look_ups", each.queries());
        node.put("distinct_citizens", each.distinct());
        ObjectNode credentials = node.putObject("hits_by_credential");
        each.credentials().forEach(credentials::put);
        for (Candidate.Support support : each.support()) {
            ObjectNode one = node.withArray("support").addObject();
            one.put("token", support.token().hex());
            one.put("first_looked_up_at", Instant.ofEpochMilli(support.time()).toString());
            one.put("credential_id", support.credential());
            one.put("partition", support.partition());
            one.put("offset", support.offset());
            one.put("look_ups", support.lookUps());
        }
    }
}
