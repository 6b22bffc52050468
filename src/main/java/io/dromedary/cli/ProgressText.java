package io.dromedary.cli;

import io.dromedary.JobStatus;
import io.dromedary.Phase;
import io.dromedary.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** How the jobs stand, on one line. What matters least is left out where the line is too short. */
final class ProgressText {

    private static final String CUT = "...";
    private static final int LEAST_NAME = 12;

    private final Map<String, Work> works = new HashMap<>();
    private final Map<String, Instant> comparingSince = new HashMap<>();

    /** A part of the line; those of the highest rank are left out first. */
    private record Part(int rank, String text) {}

    /** @param width how many columns there are */
    String of(List<JobStatus> jobs, Instant now, int width) {
        jobs.forEach(job -> note(job, now));
        List<JobStatus> underWay =
                jobs.stream().filter(job -> job.phase() != Phase.IDLE).toList();
        boolean several = jobs.size() > 1;
        if (underWay.isEmpty()) {
            return waiting(jobs, now, several, width);
        }
        JobStatus job = underWay.get(0);
        List<Part> parts = new ArrayList<>();
        int others = underWay.size() - 1;
        parts.add(new Part(4, several ? job.job().name() + ":" : ""));
        parts.addAll(job.progress() == null ? comparing(job, now) : working(job.phase(), job.progress(), job));
        parts.add(new Part(5, others == 0 ? "" : "(and " + others + " more)"));
        String line = fit(parts, width);
        String file = job.progress() == null ? null : job.progress().file();
        return file == null ? line : line + file(job.progress(), width - columns(line));
    }

    private void note(JobStatus job, Instant now) {
        String name = job.job().name();
        if (job.progress() != null) {
            works.computeIfAbsent(name, any -> new Work()).note(now, job.progress());
        }
        if (job.phase() == Phase.PLANNING) {
            comparingSince.putIfAbsent(name, now);
        } else {
            comparingSince.remove(name);
        }
    }

    private List<Part> comparing(JobStatus job, Instant now) {
        Duration since = Duration.between(comparingSince.get(job.job().name()), now);
        return List.of(new Part(0, "comparing"), new Part(1, since.toSeconds() == 0 ? "" : Spoken.span(since)));
    }

    private List<Part> working(Phase phase, Progress progress, JobStatus job) {
        Work work = works.get(job.job().name());
        int percent = Work.percent(progress);
        long files = Math.max(progress.files(), progress.filesPlanned());
        long bytes = Math.max(progress.bytes(), progress.bytesPlanned());
        Duration left = phase == Phase.COPYING ? work.left(progress) : null;
        return List.of(
                new Part(
                        3,
                        switch (phase) {
                            case DELETING -> "removing";
                            case FINISHING -> "finishing";
                            default -> "copying";
                        }),
                new Part(0, percent < 0 ? "" : percent + "%"),
                new Part(1, files == 0 ? "" : progress.files() + "/" + files + " files"),
                new Part(2, bytes == 0 ? "" : Spoken.size(progress.bytes()) + " of " + Spoken.size(bytes)),
                new Part(6, work.bytesPerSecond() == 0 ? "" : Spoken.size(work.bytesPerSecond()) + "/s"),
                new Part(2, left == null ? "" : Spoken.span(left.plusMillis(999)) + " left"));
    }

    private static String waiting(List<JobStatus> jobs, Instant now, boolean several, int width) {
        Optional<JobStatus> next = jobs.stream()
                .filter(job -> !job.paused() && job.next() != null)
                .min(Comparator.comparing(JobStatus::next));
        long paused = jobs.stream().filter(JobStatus::paused).count();
        long problems = jobs.stream().mapToLong(JobStatus::problemCount).sum();
        List<Part> parts = new ArrayList<>();
        next.ifPresent(job -> {
            Duration until = Duration.between(now, job.next()).plusMillis(999);
            parts.add(new Part(3, several ? job.job().name() + ":" : ""));
            parts.add(new Part(0, "next pass in " + Spoken.span(until.isNegative() ? Duration.ZERO : until)));
        });
        String which = paused == jobs.size() ? "" : paused + (paused == 1 ? " job " : " jobs ");
        parts.add(new Part(1, paused == 0 ? "" : which + "paused"));
        parts.add(new Part(2, problems == 0 ? "" : problems + (problems == 1 ? " problem" : " problems")));
        return fit(parts, width);
    }

    /** Leaves out until the rest is shorter than the terminal is wide: in the last column some of them begin a new line. */
    private static String fit(List<Part> parts, int width) {
        List<Part> left = new ArrayList<>(parts);
        left.removeIf(part -> part.text().isEmpty());
        while (left.size() > 1 && columns(joined(left)) >= width) {
            left.remove(left.stream().max(Comparator.comparingInt(Part::rank)).orElseThrow());
        }
        return new AttributedString(joined(left))
                .columnSubSequence(0, Math.max(0, width - 1))
                .toString();
    }

    private static String joined(List<Part> parts) {
        return String.join("  ", parts.stream().map(Part::text).toList());
    }

    /** The end of a path says more than its beginning. */
    private static String file(Progress progress, int room) {
        String share = progress.fileSize() == 0
                ? ""
                : " " + Math.min(100, progress.fileBytes() * 100 / progress.fileSize()) + "%";
        int most = room - 1 - 2 - share.length();
        int columns = columns(progress.file());
        if (columns <= most) {
            return "  " + progress.file() + share;
        } else if (most < LEAST_NAME) {
            return "";
        }
        String end = new AttributedString(progress.file())
                .columnSubSequence(columns - most + CUT.length(), columns)
                .toString();
        return "  " + CUT + end + share;
    }

    /** Some letters take two columns, and some none. */
    private static int columns(String text) {
        return new AttributedString(text).columnLength();
    }
}
