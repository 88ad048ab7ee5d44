// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards the one thing we rely on that an upgrade of Kafka Streams could take away without an error. */
class BeforeCommitTest {
    @TempDir
    Path directory;

    private final BeforeCommit commits = new BeforeCommit();
    private final List<String> happened = new ArrayList<>();
    private boolean quiet;

    private final class Noting extends ContextualProcessor<String, byte[], String, byte[]> {
        private BeforeCommit.Bell bell;

        @Override
        public void init(ProcessorContext<String, byte[]> context) {
            super.init(context);
            bell = commits.call(context, () -> happened.add("call"));
        }

        @Override
        public void process(Record<String, byte[]> record) {
            happened.add(record.key());
            context().forward(record);
            if (!quiet) {
                bell.set();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000", "0"})
    void callsAfterTheWorkAndBeforeTheCommit(String cacheBytes) {
        try (TopologyTestDriver driver = driver(cacheBytes)) {
            TestInputTopic<String, byte[]> in =
                    driver.createInputTopic("in", new StringSerializer(), new ByteArraySerializer());
            in.pipeInput("a", new byte[0]);
            in.pipeInput("b", new byte[0]);
            quiet = true;
            in.pipeInput("c", new byte[0]);

            assertThat(happened).containsExactly("a", "call", "b", "call", "c");
            assertThat(driver.createOutputTopic("out", new StringDeserializer(), new ByteArrayDeserializer())
                            .readKeyValuesToList())
                    .hasSize(3);
        }
        assertThat(happened).hasSize(5);
    }

    @Test
    void callsOnceForWhatWasDoneOftenSinceTheLastCommit() {
        List<Integer> rung = new ArrayList<>();
        try (TopologyTestDriver driver = driver("1000000", 3, rung)) {
            driver.createInputTopic("in", new StringSerializer(), new ByteArraySerializer())
                    .pipeInput("a", new byte[0]);
        }
        assertThat(rung).containsExactly(3);
    }

    private TopologyTestDriver driver(String cacheBytes) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(commits.store());
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .process(Noting::new, BeforeCommit.NAME)
                .to("out", Produced.with(Serdes.String(), Serdes.ByteArray()));
        return new TopologyTestDriver(builder.build(), properties(cacheBytes));
    }

    private TopologyTestDriver driver(String cacheBytes, int times, List<Integer> rung) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(commits.store());
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .process(
                        () -> new ContextualProcessor<String, byte[], String, byte[]>() {
                            private BeforeCommit.Bell bell;
                            private int done;

                            @Override
                            public void init(ProcessorContext<String, byte[]> context) {
                                super.init(context);
                                bell = commits.call(context, () -> rung.add(done));
                            }

                            @Override
                            public void process(Record<String, byte[]> record) {
                                for (int i = 0; i < times; i++) {
                                    done++;
                                    bell.set();
                                }
                            }
                        },
                        BeforeCommit.NAME);
        return new TopologyTestDriver(builder.build(), properties(cacheBytes));
    }

    private Properties properties(String cacheBytes) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "before-commit");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
        return properties;
    }
}
