// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Silence;
import org.nidwatch.watch.Coverage;

class WireTest {
    private final MapRegistry registry = new MapRegistry();
    private final Wire wire = new Wire(registry);

    @Test
    void givesBackWhatItWrote() {
        for (NidQuery query : new NidQuery[] {Samples.query(), Samples.leanQuery()}) {
            assertThat(wire.readQuery(wire.query("q", query))).isEqualTo(query);
        }
        assertThat(wire.readAlert(wire.alert("a", Samples.alert(), 7))).isEqualTo(new ReadAlert(Samples.alert(), 7));
        assertThat(wire.readAlert(wire.alert("a", Samples.leanAlert(), 8)).alert())
                .isEqualTo(Samples.leanAlert());
        assertThat(wire.readActivity(wire.activity("v", Samples.activity()))).isEqualTo(Samples.activity());
        assertThat(wire.readActivity(wire.activity("v", Samples.leanActivity())))
                .isEqualTo(Samples.leanActivity());
        assertThat(wire.readOrganisation(wire.organisation("o", Samples.organisation())))
                .isEqualTo(Samples.organisation());
        assertThat(wire.readOrganisation(wire.organisation("o", Samples.leanOrganisation())))
                .isEqualTo(Samples.leanOrganisation());
        assertThat(wire.readCanary(wire.canary("c", Samples.canary()))).isEqualTo(Samples.canary());
        assertThat(wire.readCanary(wire.canary("c", Samples.leanCanary()))).isEqualTo(Samples.leanCanary());
        Coverage partition = new Coverage(1, 61_000, 3, null, Coverage.Cause.STOPPED);
        assertThat(wire.readCoverage(wire.coverage("g", partition))).isEqualTo(partition);
        Coverage partner = new Coverage(1, 2, null, "bank", Coverage.Cause.REJECTS);
        assertThat(wire.readCoverage(wire.coverage("g", partner))).isEqualTo(partner);
        assertThat(wire.readProbe(wire.probe("p", Samples.probe()))).isEqualTo(Samples.probe());
        assertThat(wire.readProbe(wire.probe("p", Samples.leanProbe()))).isEqualTo(Samples.leanProbe());
        assertThat(wire.readDisposition(wire.disposition("d", Samples.disposition())))
                .isEqualTo(Samples.disposition());
        assertThat(wire.readDisposition(wire.disposition("d", Samples.leanDisposition())))
                .isEqualTo(Samples.leanDisposition());
        for (Silence silence : new Silence[] {Samples.silence(), Samples.leanSilence()}) {
            assertThat(wire.readSilence(wire.silence("s", silence))).isEqualTo(silence);
        }
        for (AuditRecord audit : new AuditRecord[] {Samples.audit(), Samples.leanAudit()}) {
            assertThat(wire.readAudit(wire.audit("x", audit))).isEqualTo(audit);
        }
    }

    @Test
    void aSilenceThatMustNotBeIsUnreadable() {
        for (SpecificRecord bad : new SpecificRecord[] {silence("bank", 1, 1), silence("*", 1, 2), silence("", 1, 2)}) {
            byte[] value = new BuiltinCodec(registry).encode("s", Contract.SILENCE, bad);

            assertThatThrownBy(() -> wire.readSilence(value)).isInstanceOf(UnreadableException.class);
        }
    }

    private static SpecificRecord silence(String organisation, long from, long until) {
        return new org.nidwatch.event.Silence(
                organisation,
                null,
                java.time.Instant.ofEpochMilli(from),
                java.time.Instant.ofEpochMilli(until),
                null,
                "a",
                "r");
    }

    @Test
    void givesTheLeanReaderWhatItWrote() {
        for (NidQuery query : new NidQuery[] {Samples.query(), Samples.leanQuery()}) {
            Query read = wire.newQueryReader().read(wire.query("q", query));

            assertThat(read.occurredAt()).isEqualTo(query.occurredAt());
            assertThat(read.organisationId()).isEqualTo(query.organisationId());
            assertThat(read.credentialId()).isEqualTo(query.credentialId());
            assertThat(read.operatorId()).isEqualTo(query.operatorId());
            assertThat(read.sourceAddress()).isEqualTo(query.sourceAddress());
            assertThat(read.operation()).isEqualTo(query.operation());
            assertThat(read.outcome()).isEqualTo(query.outcome());
            assertThat(read.fieldsReturned()).isEqualTo(query.fieldsReturned());
            assertThat(read.hasSubject()).isEqualTo(query.hasSubject());
            assertThat(read.subjectHigh()).isEqualTo(query.subjectHigh());
            assertThat(read.subjectLow()).isEqualTo(query.subjectLow());
            assertThat(read.hasBlock()).isEqualTo(query.hasBlock());
            assertThat(read.blockHigh()).isEqualTo(query.blockHigh());
            assertThat(read.blockLow()).isEqualTo(query.blockLow());
            assertThat(read.tokenKeyId()).isEqualTo(query.tokenKeyId());
        }
    }

    @Test
    void framesAsConfluentDoes() {
        byte[] value = wire.query("q", Samples.query());

        assertThat(Arrays.copyOf(value, 5)).containsExactly(0, 0, 0, 0, 1);
        assertThat(Frame.schemaId(new byte[] {0, (byte) 0xff, 2, 3, (byte) 0x84}))
                .isEqualTo(0xff020384);
        assertThat(Frame.subject("nid.queries")).isEqualTo("nid.queries-value");
    }

    @Test
    void registersTheSchemaAsItLiesInItsFile() {
        wire.registerAll(Map.of("nid.queries", Contract.NID_QUERY));
        wire.registerAll(Map.of("nid.queries", Contract.NID_QUERY));

        assertThat(registry.schemaById(1)).doesNotContain("avro.java").contains("It never holds a NID");
        assertThat(wire.query("nid.queries", Samples.query())).startsWith(0, 0, 0, 0, 1);
    }

    @Test
    void hasAClassForEveryContractThatIsTheSchema() {
        for (Contract contract : Contract.values()) {
            Schema file = new Schema.Parser().parse(contract.schemaJson());
            assertThat(contract.classSchema()
                            .toString()
                            .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\""))
                    .isEqualTo(file.toString());
        }
    }

    @Test
    void readsSymbolsOfANewerWriterAsOther() {
        String newer = Contract.NID_QUERY
                .schemaJson()
                .replace("[\"RETRIEVE\",", "[\"EXPORT\",\"RETRIEVE\",")
                .replace("[\"DISCLOSED\",", "[\"LEAKED\",\"DISCLOSED\",");
        byte[] value = wire.query("q", Samples.query());
        Frame.putHeader(value, registry.add(50, newer));

        // RETRIEVE and DISCLOSED were number 0: in the newer schema that is EXPORT and LEAKED.
        assertThat(wire.readQuery(value).operation()).isEqualTo(Operation.OTHER);
        assertThat(wire.newQueryReader().read(value).outcome()).isEqualTo(Outcome.OTHER);
    }

    @Test
    void givesAReasonForWhatItCannotRead() {
        byte[] alert = wire.alert("a", Samples.alert(), 7);
        byte[] query = wire.query("q", Samples.query());
        byte[] unknown = alert.clone();
        Frame.putHeader(unknown, 99);
        byte[] notAnId = alert.clone();
        notAnId[10] = 'z';

        assertReason(new byte[0], RejectReason.EMPTY);
        assertReason(new byte[] {1, 2, 3, 4, 5, 6}, RejectReason.NOT_FRAMED);
        assertReason(unknown, RejectReason.UNKNOWN_SCHEMA);
        assertReason(query, RejectReason.INCOMPATIBLE_SCHEMA);
        assertReason(Arrays.copyOf(alert, alert.length - 1), RejectReason.UNDECODABLE);
        assertReason(Arrays.copyOf(alert, alert.length + 1), RejectReason.UNDECODABLE);
        assertReason(notAnId, RejectReason.UNDECODABLE);
    }

    @Test
    void throwsNothingElseForBrokenAlerts() {
        byte[] good = wire.alert("a", Samples.alert(), 7);
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = Arrays.copyOf(good, 5 + random.nextInt(good.length - 4));
            for (int flips = random.nextInt(4); flips > 0 && broken.length > 5; flips--) {
                broken[5 + random.nextInt(broken.length - 5)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                wire.readAlert(broken);
            } catch (UnreadableException e) {
                assertThat(e.reason()).isEqualTo(RejectReason.UNDECODABLE);
            }
        }
    }

    private void assertReason(byte[] value, RejectReason reason) {
        assertThatThrownBy(() -> wire.readAlert(value))
                .isInstanceOfSatisfying(
                        UnreadableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
