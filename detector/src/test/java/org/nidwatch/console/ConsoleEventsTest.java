// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Severity;
import org.nidwatch.ops.Health;
import org.nidwatch.policy.Disposition;
import org.nidwatch.watch.Coverage;

class ConsoleEventsTest {
    private RunningConsole console;

    @BeforeEach
    void start() throws IOException {
        console = RunningConsole.open().current();
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private record Event(String id, String type, JsonNode data) {}

    /** A browser's stream. */
    private final class Stream implements AutoCloseable {
        final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        final BlockingQueue<String> comments = new LinkedBlockingQueue<>();
        private final InputStream body;

        Stream(String last) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(console.uri("/api/events"));
            if (last != null) {
                request.header("Last-Event-ID", last);
            }
            HttpResponse<InputStream> answer =
                    console.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
            body = answer.body();
            Thread thread = new Thread(this::read, "stream-reader");
            thread.setDaemon(true);
            thread.start();
        }

        private void read() {
            String id = null;
            String type = "";
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (line.startsWith(":")) {
                        comments.add(line);
                    } else if (line.startsWith("id: ")) {
                        id = line.substring(4);
                    } else if (line.startsWith("event: ")) {
                        type = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        events.add(new Event(id, type, RunningConsole.JSON.readTree(line.substring(6))));
                    }
                }
            } catch (IOException e) {
                // closed
            }
        }

        /** The next event but those about the server and the organisations. */
        Event next() throws InterruptedException {
            while (true) {
                Event event = events.poll(20, TimeUnit.SECONDS);
                if (event == null || !event.type.equals("status") && !event.type.equals("activity")) {
                    return event;
                }
            }
        }

        Event next(String type) throws InterruptedException {
            while (true) {
                Event event = events.poll(20, TimeUnit.SECONDS);
                if (event == null || event.type.equals(type)) {
                    return event;
                }
            }
        }

        @Override
        public void close() throws IOException {
            // Not the reader: its own thread holds its lock.
            body.close();
        }
    }

    private void opened(int number) {
        console.feed().alert(Things.alert(number, 0, Phase.OPENED, Severity.HIGH), Things.NOW);
    }

    @Test
    void whatHappensIsToldAsItHappens() throws Exception {
        try (Stream stream = new Stream(null)) {
            assertThat(stream.next("status").data().path("ready").asBoolean()).isTrue();
            opened(1);
            Event alert = stream.next();
            assertThat(alert.type()).isEqualTo("alert");
            assertThat(alert.data().path("alert_id").asText())
                    .isEqualTo(Things.id(1).toString());
            console.feed().coverage(new Coverage(1, 2, 3, null, Coverage.Cause.LAG));
            assertThat(stream.next().data().path("cause").asText()).isEqualTo("LAG");
            console.feed().silence("s", Things.silence("bank-1", 1, 2));
            assertThat(stream.next().type()).isEqualTo("silence");
            console.feed()
                    .disposition(
                            Things.id(1).toString(),
                            new Disposition(Things.id(1), Disposition.Verdict.TEST, "amina", "", "bank-1", 1));
            assertThat(stream.next().data().path("disposition").path("verdict").asText())
                    .isEqualTo("TEST");
            // Heard once more, from another topic or after a restart of the feed: no news.
            opened(1);
            opened(2);
            assertThat(stream.next().data().path("alert_id").asText())
                    .isEqualTo(Things.id(2).toString());
        }
    }

    @Test
    void organisationsComeTogetherAndOnlyTheNewest() throws Exception {
        try (Stream stream = new Stream(null)) {
            for (int i = 0; i < 300; i++) {
                console.feed().activity(Things.activity("org-" + i, Things.NOW, 1, 1));
                console.feed().activity(Things.activity("org-" + i, Things.NOW + 60_000, 2, 1));
            }
            List<String> told = new ArrayList<>();
            while (told.size() < 300) {
                JsonNode organisations = stream.next("activity").data().path("organisations");
                assertThat(organisations.size()).isBetween(1, Board.CHANGES);
                organisations.forEach(each -> {
                    if (each.path("queries").asInt() == 2) {
                        told.add(each.path("id").asText());
                    }
                });
            }
            assertThat(told).hasSize(300).doesNotHaveDuplicates();
        }
    }

    @Test
    void theBannersStatusComesWhenItChanges() throws Exception {
        try (Stream stream = new Stream(null)) {
            stream.next("status");
            console.health = new Health(true, false, "restoring");
            Event event = stream.next("status");
            while (event.data().path("ready").asBoolean()) {
                event = stream.next("status");
            }
            assertThat(event.data().path("blind").asBoolean()).isTrue();
        }
    }

    @Test
    void whoComesBackMissesNothing() throws Exception {
        String last;
        try (Stream stream = new Stream(null)) {
            opened(1);
            last = stream.next().id();
        }
        for (int i = 2; i < 200; i++) {
            opened(i);
        }
        try (Stream stream = new Stream(last)) {
            for (int i = 2; i < 200; i++) {
                assertThat(stream.next().data().path("alert_id").asText())
                        .isEqualTo(Things.id(i).toString());
            }
        }
    }

    @Test
    void whoComesBackTooLateIsToldToReadAnew() throws Exception {
        String last;
        try (Stream stream = new Stream(null)) {
            opened(1);
            last = stream.next().id();
        }
        for (int i = 0; i < EventLog.MOST + 10; i++) {
            console.feed().coverage(new Coverage(i, i + 1, 3, null, Coverage.Cause.LAG));
        }
        for (String id : List.of(last, "other-1", "", "1234567890")) {
            try (Stream stream = new Stream(id)) {
                Event reset = stream.next();
                assertThat(reset.type()).isEqualTo("reset");
            }
        }
    }

    @Test
    void aStreamThatWasOpenWhileHistoryWasReadIsToldToReadAnew() throws Exception {
        console.close();
        console = RunningConsole.open();
        try (Stream stream = new Stream(null)) {
            opened(1);
            console.current();
            opened(2);
            assertThat(stream.next().type()).isEqualTo("reset");
            assertThat(stream.next().data().path("alert_id").asText())
                    .isEqualTo(Things.id(2).toString());
        }
    }

    @Test
    void aSilentStreamIsKeptAliveAndAClosedOneLeavesItsPlace() throws Exception {
        try (Stream stream = new Stream(null)) {
            assertThat(stream.comments.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(console.json("/api/status").path("streams").asInt()).isEqualTo(1);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> console.json("/api/status").path("streams").asInt() == 0);
    }

    @Test
    void thereAreOnlySoManyStreams() throws Exception {
        List<Stream> all = new ArrayList<>();
        try {
            for (int i = 0; i < Streams.MOST; i++) {
                all.add(new Stream(null));
            }
            HttpResponse<String> refused = console.get("/api/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("10");
            // Streams hold no thread of those that answer.
            assertThat(console.get("/api/alerts").statusCode()).isEqualTo(200);
        } finally {
            for (Stream each : all) {
                each.close();
            }
        }
    }
}
