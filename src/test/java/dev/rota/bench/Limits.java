package dev.rota.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a pod of Rota gets: half a core and 512 MiB for each program, by a cgroup of its own, where this user may make one. */
final class Limits implements AutoCloseable {

    /** Of a period of 100 ms, the kernel's default, in µs. */
    private static final String QUOTA = "50000";

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private static final List<String> SCOPE = List.of(
            "systemd-run",
            System.getProperty("user.name").equals("root") ? "--system" : "--user",
            "--quiet",
            "--scope",
            "--property=CPUQuota=50%",
            "--property=MemoryMax=512M");

    private enum By {
        FILES("half a core and 512 MiB for each program (cgroups version 1)"),
        SCOPES("half a core and 512 MiB for each program (cgroups version 2, scopes of systemd)"),
        NOTHING("**no limits**, because this user may make no cgroup; the JVMs believe in one core and 512 MiB");

        private final String text;

        By(String text) {
            this.text = text;
        }
    }

    private final By by;
    private final List<Path> groups = new ArrayList<>();

    Limits() throws IOException, InterruptedException {
        if (Files.isWritable(CGROUPS.resolve("memory/memory.limit_in_bytes"))) {
            by = By.FILES;
        } else if (isScopeLimited()) {
            by = By.SCOPES;
        } else {
            by = By.NOTHING;
        }
    }

    /** A user's systemd makes scopes without a limit where it was not given the controller. */
    private static boolean isScopeLimited() throws IOException, InterruptedException {
        var quota = concat(SCOPE, List.of("sh", "-c", "cat /sys/fs/cgroup$(sed 's/^0:://' /proc/self/cgroup)/cpu.max"));
        try {
            var process = new ProcessBuilder(quota)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var limit = new String(process.getInputStream().readAllBytes());
            return process.waitFor() == 0 && limit.startsWith(QUOTA + " ");
        } catch (IOException e) {
            // There is no systemd.
            return false;
        }
    }

    /** A command that becomes the process of this one, limited from its first instruction on. */
    List<String> apply(List<String> java) throws IOException {
        return switch (by) {
            case FILES ->
                concat(
                        List.of(
                                "sh",
                                "-c",
                                "echo $$ >\"$1\" && echo $$ >\"$2\" && shift 2 && exec \"$@\"",
                                "limits",
                                group("cpu", "cpu.cfs_quota_us", QUOTA),
                                group("memory", "memory.limit_in_bytes", "512M")),
                        java);
            case SCOPES -> concat(SCOPE, java);
            case NOTHING ->
                concat(
                        List.of(java.get(0), "-XX:ActiveProcessorCount=1", "-XX:MaxRAM=512m"),
                        java.subList(1, java.size()));
        };
    }

    /** The file that takes its processes. */
    private String group(String controller, String limit, String value) throws IOException {
        var group = CGROUPS.resolve(controller).resolve("rota-bench-" + groups.size());
        Files.createDirectories(group);
        groups.add(group);
        Files.writeString(group.resolve(limit), value);
        return group.resolve("cgroup.procs").toString();
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** To be called when the programs have ended. */
    @Override
    public void close() throws IOException {
        for (var group : groups) {
            Files.delete(group);
        }
    }

    /** As a part of a sentence. */
    @Override
    public String toString() {
        return by.text;
    }
}
