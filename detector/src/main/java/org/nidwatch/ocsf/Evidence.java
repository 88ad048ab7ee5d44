// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ocsf;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.regex.Pattern;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.ScrapingAlert.Share;
import org.nidwatch.detect.Finding;

/** Who and what speaks for it: credentials and addresses with their shares, and each detector's numbers. */
final class Evidence {
    private static final Pattern IP =
            Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f.]{0,15}){2,7}");

    private Evidence() {}

    static void write(ScrapingAlert alert, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("evidences");
        for (Share credential : alert.topCredentials()) {
            out.writeStartObject();
            out.writeStringField("name", "credential");
            actor(alert, credential.id(), out);
            share(credential, out);
            out.writeEndObject();
        }
        for (Share address : alert.topSourceAddresses()) {
            out.writeStartObject();
            out.writeStringField("name", "source address");
            out.writeObjectFieldStart("src_endpoint");
            out.writeStringField(ip(address.id()) ? "ip" : "name", address.id());
            out.writeEndObject();
            share(address, out);
            out.writeEndObject();
        }
        for (Finding finding : alert.findings()) {
            finding(finding, out);
        }
        out.writeEndArray();
        observables(alert, out);
    }

    private static void actor(ScrapingAlert alert, String credential, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("actor");
        out.writeStringField("app_uid", credential);
        out.writeObjectFieldStart("user");
        out.writeStringField("uid", credential);
        out.writeStringField("credential_uid", credential);
        out.writeObjectFieldStart("org");
        out.writeStringField("uid", alert.organisationId());
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void share(Share share, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("data");
        out.writeNumberField("queries", share.queries());
        out.writeNumberField("share", share.share());
        out.writeEndObject();
    }

    private static void finding(Finding finding, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", "finding");
        out.writeStringField("uid", finding.detector());
        out.writeObjectFieldStart("data");
        out.writeStringField("detector", finding.detector());
        Numbers.write("observed", finding.observed(), out);
        Numbers.write("expected", finding.expected(), out);
        Numbers.write("threshold", finding.threshold(), out);
        Numbers.write("score", finding.score(), out);
        out.writeStringField("unit", finding.unit());
        out.writeNumberField("window_ms", finding.window().toMillis());
        out.writeStringField("sentence", finding.sentence());
        out.writeEndObject();
        out.writeEndObject();
    }

    /** The addresses once more, where a SIEM looks for what it can search its other logs for. */
    private static void observables(ScrapingAlert alert, JsonGenerator out) throws IOException {
        if (alert.topSourceAddresses().stream().noneMatch(each -> ip(each.id()))) {
            return;
        }
        out.writeArrayFieldStart("observables");
        for (Share address : alert.topSourceAddresses()) {
            if (ip(address.id())) {
                out.writeStartObject();
                out.writeStringField("name", "evidences.src_endpoint.ip");
                out.writeNumberField("type_id", 2);
                out.writeStringField("type", "IP Address");
                out.writeStringField("value", address.id());
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    private static boolean ip(String address) {
        return IP.matcher(address).matches();
    }
}
