// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The SHA-256 of each file of a pack, in {@value #NAME}, which lies beside them. */
public final class Manifest {
    /** The manifest's own name. */
    public static final String NAME = "manifest.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Manifest() {}

    /** Writes the manifest of all files of a folder; returns its own SHA-256, to be kept elsewhere. */
    public static String write(Path folder) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", 1);
        root.put("hash", "SHA-256");
        ObjectNode files = root.putObject("files");
        for (Map.Entry<String, String> each : hashes(folder).entrySet()) {
            files.put(each.getKey(), each.getValue());
        }
        Path manifest = folder.resolve(NAME);
        Files.writeString(manifest, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        return hash(manifest);
    }

    /**
     * What differs from the manifest, one sentence a file; empty when nothing does.
     *
     * @throws IOException when there is no manifest, or one that cannot be read
     */
    public static List<String> differences(Path folder) throws IOException {
        Path manifest = folder.resolve(NAME);
        if (!Files.isRegularFile(manifest)) {
            throw new IOException(folder + " holds no " + NAME + ": it is no evidence pack");
        }
        Map<String, String> now = hashes(folder);
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, String> each : read(manifest).entrySet()) {
            String found = now.remove(each.getKey());
            if (found == null) {
                differences.add(each.getKey() + " is missing");
            } else if (!found.equals(each.getValue())) {
                differences.add(each.getKey() + " was changed");
            }
        }
        now.keySet().forEach(name -> differences.add(name + " is not in the manifest"));
        return differences;
    }

    /** The SHA-256 of a file, as hex. */
    public static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Map<String, String> read(Path manifest) throws IOException {
        try {
            Map<String, String> files = new TreeMap<>();
            JsonNode root = JSON.readTree(Files.readString(manifest));
            root.path("files")
                    .properties()
                    .forEach(each -> files.put(each.getKey(), each.getValue().asText()));
            if (root.path("format").asInt() != 1 || files.isEmpty()) {
                throw new IOException(manifest + " names no files: it is no manifest of ours");
            }
            return files;
        } catch (JsonProcessingException e) {
            throw new IOException(manifest + " is not JSON");
        }
    }

    private static Map<String, String> hashes(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(each -> !each.getFileName().toString().equals(NAME))
                    .toList();
        }
        Map<String, String> hashes = new TreeMap<>();
        for (Path each : files) {
            hashes.put(each.getFileName().toString(), Files.isRegularFile(each) ? hash(each) : "no file");
        }
        return hashes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
