// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Checks;
import org.nidwatch.policy.CalendarEntry;
import org.nidwatch.policy.Organisation;
import org.nidwatch.wire.JsonForm;
import org.nidwatch.wire.Wire;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is declared of partner organisations. */
@Command(
        name = "organisation",
        description =
                "Declares partner organisations: name, quota a day, customers, working hours, contacts, what is announced.")
final class OrganisationCommand extends Group {
    static CommandLine of(Terminal terminal) {
        CommandLine line = new OrganisationCommand().with(new Add(terminal), new Show(terminal), new Remove(terminal));
        for (Object command : CalendarCommands.all(terminal)) {
            line.addSubcommand(command);
        }
        return line;
    }

    static PolicyTopic<Organisation> topic(CommonOptions common, Terminal terminal) {
        return topic(Connection.of(common.load(terminal)));
    }

    static PolicyTopic<Organisation> topic(Connection connection) {
        Wire wire = connection.wire();
        return new PolicyTopic<>(
                connection,
                connection.topics().organisations(),
                Organisation::id,
                wire::organisation,
                wire::readOrganisation);
    }

    @Command(
            name = "add",
            description = {
                "Declares one organisation, or all of a file. Declared again, it is replaced;",
                "what was announced stays when it is declared by options, and is what a file says."
            })
    private static final class Add implements Callable<Integer> {
        private static final Pattern HOURS = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d");

        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "organisation_id in the queries.")
        private @Nullable String id;

        @Option(
                names = "--file",
                paramLabel = "ORGS.jsonl",
                description = "One JSON object a line, - for standard input.")
        private @Nullable String file;

        @Option(names = "--name", paramLabel = "NAME", description = "Name for people; the id when left out.")
        private @Nullable String name;

        @Option(
                names = "--sector",
                paramLabel = "SECTOR",
                defaultValue = "",
                description = "Bank, telecom, ministry, ...")
        private String sector = "";

        @Option(names = "--quota", paramLabel = "N", description = "Queries a day that it declared.")
        private @Nullable Long quota;

        @Option(
                names = "--customers",
                paramLabel = "N",
                description = "Citizens that it declared to have business with: told when it has looked up more.")
        private @Nullable Long customers;

        @Option(names = "--hours", paramLabel = "HH:mm-HH:mm", description = "Working hours in calendar.zone.")
        private @Nullable String hours;

        @Option(names = "--contact", paramLabel = "WHOM", description = "Whom to call; may be repeated.")
        private List<String> contacts = List.of();

        private final Terminal terminal;

        Add(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            if ((id == null) == (file == null)) {
                throw CommandFailure.usage("give either an ID or --file");
            }
            List<Organisation> organisations =
                    file == null ? List.of(declared()) : JsonLines.read(file, terminal, new JsonForm()::organisation);
            organisations.forEach(Add::check);
            PolicyTopic<Organisation> topic = topic(common, terminal);
            topic.add(file == null ? List.of(announcedAsBefore(organisations.get(0), topic)) : organisations);
            terminal.err()
                    .println(
                            organisations.size() == 1
                                    ? "Declared organisation "
                                            + organisations.get(0).id() + "."
                                    : "Declared " + organisations.size() + " organisations.");
            return ExitCode.OK;
        }

        private Organisation declared() {
            String known = Objects.requireNonNull(id);
            if (quota != null && quota < 1) {
                throw CommandFailure.usage("--quota = " + quota + ": must be at least 1");
            }
            if (customers != null && customers < 1) {
                throw CommandFailure.usage("--customers = " + customers + ": must be at least 1");
            }
            if (hours != null && !HOURS.matcher(hours).matches()) {
                throw CommandFailure.usage("--hours = " + hours + ": must look like 09:00-17:00");
            }
            return new Organisation(known, name == null ? known : name, sector, quota, hours, List.copyOf(contacts))
                    .withCustomers(customers);
        }

        /** Who changes a telephone number does not mean to take back a campaign. */
        private static Organisation announcedAsBefore(Organisation now, PolicyTopic<Organisation> topic) {
            Organisation before = topic.contents().things().get(now.id());
            return before == null ? now : now.withCalendar(before.calendar());
        }

        private static void check(Organisation organisation) {
            String id = organisation.id();
            if (id.isBlank() || id.length() > Checks.IDENTIFIER_LIMIT || Checks.looksLikeNid(id)) {
                throw CommandFailure.usage("an organisation's id has 1 to " + Checks.IDENTIFIER_LIMIT
                        + " characters and is no bare 10-, 13- or 17-digit number, which could be a citizen's");
            }
        }
    }

    @Command(name = "list", description = "Prints what is declared.")
    private static final class Show implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Option(names = "--format", defaultValue = "text", description = "text or json (one object a line).")
        private ListFormat format = ListFormat.text;

        private final Terminal terminal;

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            PolicyTopic.Contents<Organisation> contents =
                    topic(common, terminal).contents();
            Map<String, Organisation> organisations = contents.things();
            if (format == ListFormat.json) {
                JsonForm json = new JsonForm();
                organisations.values().forEach(each -> terminal.out().println(json.organisation(each)));
            } else {
                Columns columns = new Columns("ID", "NAME", "SECTOR", "QUOTA/DAY", "CUSTOMERS", "HOURS", "CONTACTS");
                organisations
                        .values()
                        .forEach(each -> columns.row(
                                each.id(),
                                each.name(),
                                each.sector(),
                                each.declaredQuotaPerDay() == null ? "-" : Counted.of(each.declaredQuotaPerDay()),
                                each.declaredCustomers() == null ? "-" : Counted.of(each.declaredCustomers()),
                                each.workingHours() == null ? "-" : each.workingHours(),
                                String.join(", ", each.contacts())));
                terminal.out().print(columns);
                showComing(organisations.values());
                terminal.err().println(organisations.size() + " organisations declared.");
            }
            return contents.complete(terminal);
        }

        private void showComing(Collection<Organisation> organisations) {
            DayOrTime times = common.times(terminal);
            long now = System.currentTimeMillis();
            Columns columns = new Columns("ID", "ANNOUNCED FROM", "UNTIL", "CEILING", "NOTE");
            boolean any = false;
            for (Organisation organisation : organisations) {
                for (CalendarEntry entry : organisation.calendar()) {
                    if (entry.until() > now) {
                        any = true;
                        columns.row(
                                organisation.id(),
                                times.shown(entry.from()),
                                times.shown(entry.until()),
                                CalendarCommands.ceiling(entry),
                                entry.note());
                    }
                }
            }
            if (any) {
                terminal.out().println();
                terminal.out().print(columns);
            }
        }
    }

    @Command(name = "remove", description = "Takes declarations back.")
    private static final class Remove implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(arity = "1..*", paramLabel = "ID", description = "organisation_id in the queries.")
        private List<String> ids = List.of();

        private final Terminal terminal;

        Remove(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return topic(common, terminal).remove("organisation", ids, terminal);
        }
    }
}
