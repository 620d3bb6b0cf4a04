package dev.rota.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sample data: 20 people, three places in two zones, four weeks of shifts from this Monday on. Loaded through the API,
 * once; a load that was interrupted is completed at the next start.
 */
final class Sample {

    private static final List<String> NAMES = List.of(
            "Ada Lovelace",
            "Alan Turing",
            "Annie Easley",
            "Barbara Liskov",
            "Claude Shannon",
            "Dennis Ritchie",
            "Donald Knuth",
            "Edsger Dijkstra",
            "Frances Allen",
            "Grace Hopper",
            "Hedy Lamarr",
            "John Backus",
            "Katherine Johnson",
            "Ken Thompson",
            "Kristen Nygaard",
            "Margaret Hamilton",
            "Niklaus Wirth",
            "Radia Perlman",
            "Shafi Goldwasser",
            "Tony Hoare");
    private static final int WEEKS = 4;
    private static final List<LocalTime> STARTS = List.of(LocalTime.of(6, 0), LocalTime.of(14, 0));
    private static final int HOURS = 8;
    private static final List<String> ROLES = List.of("barista", "service");

    /** People {@code first} to {@code last} of {@link #NAMES} work at these places. */
    private record Team(int first, int last, String zone, List<String> places) {}

    private static final List<Team> TEAMS = List.of(
            new Team(0, 13, "Europe/Berlin", List.of("Harbour café", "Station kiosk")),
            new Team(14, 19, "America/New_York", List.of("Hudson bakery")));

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String address;
    private final Path done;

    /** @param done marker file: exists once everything is loaded */
    Sample(String address, Path done) {
        this.address = address;
        this.done = done;
    }

    void load() throws IOException, InterruptedException {
        if (Files.exists(done)) {
            return;
        }
        System.out.println("Loading the sample data ...");
        LocalDate monday = LocalDate.now().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        for (Team team : TEAMS) {
            var people = register(team);
            plan(team, people, monday);
            takeStock(team, people.get(0), monday);
            askForTimeOff(team, people.get(0), monday.plusWeeks(WEEKS));
            offerSwap(team, people.get(0), people.get(2), monday.plusWeeks(1));
        }
        Files.createFile(done);
    }

    private List<String> register(Team team) throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        for (int i = team.first; i <= team.last; i++) {
            String email = NAMES.get(i).toLowerCase().replace(' ', '.') + "@example.com";
            var fields = Map.of(
                    "name",
                    NAMES.get(i),
                    "email",
                    email,
                    "phone",
                    "+4930%06d".formatted(i),
                    "zone",
                    team.zone,
                    "roles",
                    i % 5 == 0 ? List.of("barista", "keyholder", "service") : ROLES);
            var created = send("/v1/users", "sample-" + email, fields);
            // 409: created by a load that was interrupted.
            ids.add(created.containsKey("id") ? (String) created.get("id") : idOf("/v1/users?prefix=" + email));
        }
        return ids;
    }

    private void plan(Team team, List<String> people, LocalDate monday) throws IOException, InterruptedException {
        int next = 0;
        for (int day = 0; day < WEEKS * 7; day++) {
            for (String place : team.places) {
                for (LocalTime time : STARTS) {
                    for (String role : ROLES) {
                        var start = monday.plusDays(day).atTime(time).atZone(ZoneId.of(team.zone));
                        var fields = new LinkedHashMap<String, Object>();
                        // Every ninth shift is open.
                        fields.put("assignee", next % 9 == 8 ? null : people.get(next % people.size()));
                        fields.put("start", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start));
                        fields.put("end", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start.plusHours(HOURS)));
                        fields.put("zone", team.zone);
                        fields.put("location", place);
                        fields.put("role", role);
                        fields.put("status", day < 14 ? "PUBLISHED" : "DRAFT");
                        send("/v1/shifts", "sample-" + start.toInstant() + "-" + place.hashCode() + "-" + role, fields);
                        next++;
                    }
                }
            }
        }
    }

    /** A second shift on the evening of a day that began at six: too little rest, with an override reason. */
    private void takeStock(Team team, String person, LocalDate day) throws IOException, InterruptedException {
        var start = day.atTime(20, 0).atZone(ZoneId.of(team.zone));
        var fields = Map.of(
                "assignee",
                person,
                "start",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start),
                "end",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start.plusHours(2)),
                "zone",
                team.zone,
                "location",
                team.places.get(0),
                "notes",
                "Stocktaking",
                "overrideReason",
                "Once a year, and agreed.");
        send("/v1/shifts", "sample-stock-" + person, fields);
    }

    private void askForTimeOff(Team team, String person, LocalDate day) throws IOException, InterruptedException {
        var start = day.atStartOfDay(ZoneId.of(team.zone));
        var fields = Map.of(
                "user",
                person,
                "start",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start),
                "end",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start.plusWeeks(2)),
                "reason",
                "Holiday");
        send("/v1/absences", "sample-absence-" + person, fields);
    }

    /** Offers to swap two people's first shifts from a day on, in the weeks that are published. */
    private void offerSwap(Team team, String person, String other, LocalDate day)
            throws IOException, InterruptedException {
        var from = day.atStartOfDay(ZoneId.of(team.zone)).toInstant();
        var fields = Map.of(
                "offeredBy",
                person,
                "offered",
                idOf("/v1/people/" + person + "/shifts?from=" + from),
                "wanted",
                idOf("/v1/people/" + other + "/shifts?from=" + from),
                "reason",
                "Dentist in the morning");
        send("/v1/swaps", "sample-swap-" + person, fields);
    }

    /** The new resource, or the problem if it exists already. */
    private Map<?, ?> send(String path, String key, Map<String, ?> fields) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(fields)))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 201 && response.statusCode() != 409) {
            throw new IOException("POST " + path + " answered " + response.statusCode() + ": " + response.body());
        }
        return json.readValue(response.body(), Map.class);
    }

    /** The id of a list's first item. */
    private String idOf(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + path)).build();
        return json.readTree(http.send(request, BodyHandlers.ofString()).body())
                .at("/items/0/id")
                .asText();
    }
}
