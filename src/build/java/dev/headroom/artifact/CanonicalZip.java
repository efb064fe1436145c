package dev.headroom.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Rewrites a Lambda artifact made by Quarkus so that two builds of the same sources give the same
 * bytes. Quarkus' build steps run in several threads, and their order shows in four things, each of
 * which gets a fixed order here:
 *
 * <ul>
 *   <li>the entries of the zip: sorted by name, all with the same time;
 *   <li>the keys by which recorded steps pass objects to one another ({@code proxykey<n>}):
 *       numbered in order of appearance, class after class;
 *   <li>the recorders that such a step creates first: by the names of their classes;
 *   <li>the configuration classes ({@code SharedConfig.configClass$<n>}): created, numbered and
 *       registered in the order of their names.
 * </ul>
 *
 * <p>An unexpected layout is refused: the zip stays as it was and the build fails. The build runs
 * this file as a source, so it uses nothing of the project.
 */
public final class CanonicalZip {
  private static final String RECORDED = "io/quarkus/runner/recorded/";
  private static final String GENERATED = "io/quarkus/runtime/generated/";
  private static final String SHARED = GENERATED + "SharedConfig";
  private static final String BUILDER = "io/quarkus/runtime/configuration/AbstractConfigBuilder";
  private static final String KEY = "proxykey";
  private static final Pattern WHOLE_KEY = Pattern.compile(KEY + "[0-9]+");
  private static final String SLOT = "configClass$";
  private static final String CLASS = ".class";

  private CanonicalZip() {}

  /**
   * Rewrites the zip {@code arguments[0]}, if there is one; its entries get the time {@code
   * arguments[1]}, such as {@code 2026-11-01T00:00:00Z}. A native artifact is left alone.
   */
  public static void main(String[] arguments) throws IOException {
    Path zip = Path.of(arguments[0]);
    if (Files.exists(zip)) {
      rewrite(zip, Instant.parse(arguments[1]));
    }
  }

  /**
   * Rewrites a zip in place.
   *
   * @throws IllegalStateException if it is not in the known form that Quarkus makes; it is then
   *     left as it was
   */
  static void rewrite(Path zip, Instant time) throws IOException {
    Path rewritten = zip.resolveSibling(zip.getFileName() + ".canonical");
    try {
      try (ZipFile from = ZipFile.builder().setPath(zip).get()) {
        if (from.getEntry("bootstrap") != null) {
          return;
        }
        copy(from, rewritten, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
      }
      Files.move(rewritten, zip, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(rewritten);
    }
  }

  private static void copy(ZipFile from, Path rewritten, LocalDateTime time) throws IOException {
    List<ZipArchiveEntry> entries = new ArrayList<>(Collections.list(from.getEntries()));
    entries.sort(Comparator.comparing(ZipArchiveEntry::getName));
    SortedMap<String, byte[]> classes = new TreeMap<>();
    for (ZipArchiveEntry entry : entries) {
      if (entry.getName().endsWith(CLASS)) {
        try (InputStream content = from.getInputStream(entry)) {
          classes.put(entry.getName(), content.readAllBytes());
        }
      }
    }
    Map<String, byte[]> changed = canonical(classes);
    try (ZipArchiveOutputStream to = new ZipArchiveOutputStream(rewritten)) {
      to.setUseZip64(Zip64Mode.Never);
      String previous = "";
      for (ZipArchiveEntry entry : entries) {
        String name = entry.getName();
        check(!name.equals(previous), name, "is there twice");
        previous = name;
        ZipArchiveEntry copy = new ZipArchiveEntry(name);
        copy.setTimeLocal(time);
        copy.setMethod(entry.getMethod());
        if (entry.getUnixMode() != 0) {
          copy.setUnixMode(entry.getUnixMode());
        }
        if (changed.containsKey(name)) {
          to.putArchiveEntry(copy);
          to.write(changed.get(name));
          to.closeArchiveEntry();
        } else {
          copy.setSize(entry.getSize());
          copy.setCompressedSize(entry.getCompressedSize());
          copy.setCrc(entry.getCrc());
          try (InputStream content = from.getRawInputStream(entry)) {
            to.addRawArchiveEntry(copy, content);
          }
        }
      }
    }
  }

  /** Returns the classes that must change, by the names of their entries. */
  private static Map<String, byte[]> canonical(SortedMap<String, byte[]> classes) {
    Map<String, byte[]> changed = new HashMap<>();
    Map<String, String> keys = new HashMap<>();
    byte[] made = classes.getOrDefault(SHARED + CLASS, new byte[0]);
    check(made.length > 0, SHARED, "is not there");
    ClassNode shared = node(made);
    Map<String, String> slots = sortSlots(shared);
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      String name = entry.getKey();
      String text = new String(entry.getValue(), StandardCharsets.ISO_8859_1);
      boolean isRecorded = name.startsWith(RECORDED);
      boolean hasSlots = text.contains(SLOT);
      check(isRecorded || !text.contains(KEY), name, "has a recorder's key");
      check(!hasSlots || name.startsWith(GENERATED), name, "has a class of configuration");
      if (!isRecorded && !hasSlots) {
        continue;
      }
      ClassNode node = name.equals(SHARED + CLASS) ? shared : node(entry.getValue());
      if (isRecorded) {
        sortRecorders(node);
        renumberKeys(node, text, keys);
      } else {
        renameSlots(node, slots);
      }
      ClassWriter writer = new ClassWriter(0);
      node.accept(writer);
      changed.put(name, writer.toByteArray());
    }
    check(!keys.isEmpty(), RECORDED, "has no recorder's key");
    return changed;
  }

  private static ClassNode node(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, 0);
    return node;
  }

  /** Creates the recorders at the beginning of a step in the order of their names. */
  private static void sortRecorders(ClassNode node) {
    for (MethodNode method : node.methods) {
      List<AbstractInsnNode> code = List.of(method.instructions.toArray());
      List<List<AbstractInsnNode>> made = new ArrayList<>();
      int end = 0;
      while (makesRecorder(code, end)) {
        made.add(code.subList(end, end + 4));
        end += 4;
      }
      long all = code.stream().filter(CanonicalZip::isNewRecorder).count();
      check(all < 2 || all == made.size(), node.name, "makes recorders in a way of its own");
      made.sort(Comparator.comparing(one -> ((TypeInsnNode) one.get(0)).desc));
      reorder(
          method.instructions,
          Stream.concat(made.stream().flatMap(List::stream), code.stream().skip(end)));
    }
  }

  private static boolean makesRecorder(List<AbstractInsnNode> code, int at) {
    return at + 3 < code.size()
        && isNewRecorder(code.get(at))
        && code.get(at + 1).getOpcode() == Opcodes.DUP
        && code.get(at + 2) instanceof MethodInsnNode constructor
        && constructor.desc.equals("()V")
        && code.get(at + 3).getOpcode() == Opcodes.ASTORE;
  }

  private static boolean isNewRecorder(AbstractInsnNode instruction) {
    return instruction.getOpcode() == Opcodes.NEW
        && ((TypeInsnNode) instruction).desc.endsWith("Recorder");
  }

  private static void reorder(InsnList instructions, Stream<AbstractInsnNode> order) {
    // Each is moved to the end in turn, which puts them in this order.
    order.forEach(
        instruction -> {
          instructions.remove(instruction);
          instructions.add(instruction);
        });
  }

  private static void renumberKeys(ClassNode node, String text, Map<String, String> keys) {
    Map<String, String> here = new HashMap<>();
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode instruction : method.instructions) {
        if (instruction instanceof LdcInsnNode constant
            && constant.cst instanceof String key
            && WHOLE_KEY.matcher(key).matches()) {
          String canonical = keys.computeIfAbsent(key, k -> KEY + (keys.size() + 1));
          here.put(key, canonical);
          constant.cst = canonical;
        }
      }
    }
    int seen = text.split(KEY, -1).length - 1;
    check(seen == here.size(), node.name, "has a recorder's key that is no constant by itself");
  }

  /** The creation of a configuration class, and the field that it is stored in. */
  private record Slot(String type, String prefix, String field, List<AbstractInsnNode> code) {}

  /**
   * Puts the creation of the configuration classes in the order of their names.
   *
   * @return the new name of each field
   */
  private static Map<String, String> sortSlots(ClassNode shared) {
    InsnList initializer =
        shared.methods.stream()
            .filter(method -> method.name.equals("<clinit>"))
            .map(method -> method.instructions)
            .findFirst()
            .orElseThrow(() -> refused(shared.name, "has no static initializer"));
    List<AbstractInsnNode> code = List.of(initializer.toArray());
    int first = 0;
    while (first < code.size() && slotAt(code, first).isEmpty()) {
      first++;
    }
    int end = first;
    List<Slot> slots = new ArrayList<>();
    for (var slot = slotAt(code, end); slot.isPresent(); slot = slotAt(code, end)) {
      slots.add(slot.get());
      end += slot.get().code.size();
    }
    slots.sort(Comparator.comparing(Slot::type).thenComparing(Slot::prefix));
    Map<String, String> names = new HashMap<>();
    slots.forEach(slot -> names.put(slot.field, SLOT + names.size()));
    Set<String> fields =
        shared.fields.stream()
            .map(field -> field.name)
            .filter(name -> name.startsWith(SLOT))
            .collect(Collectors.toSet());
    check(
        names.keySet().equals(fields) && slots.size() == fields.size(),
        shared.name,
        "makes " + slots.size() + " classes of configuration in a row for " + fields.size());

    Stream<AbstractInsnNode> sorted = slots.stream().flatMap(slot -> slot.code.stream());
    reorder(
        initializer,
        Stream.of(code.stream().limit(first), sorted, code.stream().skip(end))
            .flatMap(part -> part));
    return names;
  }

  private static Optional<Slot> slotAt(List<AbstractInsnNode> code, int at) {
    Optional<String> type = string(code, at);
    Optional<String> prefix = string(code, at + 1);
    if (type.isEmpty()
        || prefix.isEmpty()
        || !calls(code, at + 2, "configClass")
        || !(code.get(at + 3) instanceof FieldInsnNode field)
        || !isSlot(field)) {
      return Optional.empty();
    }
    int end = at + 4;
    while (string(code, end).isPresent() && calls(code, end + 1, "ensureLoaded")) {
      end += 2;
    }
    return Optional.of(new Slot(type.get(), prefix.get(), field.name, code.subList(at, end)));
  }

  /** Gives the fields their new names, and consecutive registrations the order of these. */
  private static void renameSlots(ClassNode node, Map<String, String> names) {
    for (MethodNode method : node.methods) {
      List<AbstractInsnNode> code = List.of(method.instructions.toArray());
      List<FieldInsnNode> registered = new ArrayList<>();
      for (int at = 0; at < code.size(); at++) {
        if (!(code.get(at) instanceof FieldInsnNode field) || !isSlot(field)) {
          continue;
        }
        String name = names.getOrDefault(field.name, "");
        check(!name.isEmpty(), node.name, "uses " + field.name + ", which is not made");
        if (field.getOpcode() == Opcodes.GETSTATIC) {
          boolean alone = calls(code, at + 4, "withMapping");
          boolean withInstance = calls(code, at + 7, "withMappingInstance");
          check(alone || withInstance, node.name, "uses " + field.name + " in a way of its own");
          if (alone) {
            registered.add(field);
          }
        }
        field.name = name;
      }
      List<String> sorted =
          registered.stream()
              .map(field -> field.name)
              .sorted(Comparator.comparing(name -> Integer.valueOf(name.substring(SLOT.length()))))
              .toList();
      for (int i = 0; i < sorted.size(); i++) {
        registered.get(i).name = sorted.get(i);
      }
    }
  }

  private static boolean isSlot(FieldInsnNode field) {
    return field.owner.equals(SHARED) && field.name.startsWith(SLOT);
  }

  private static Optional<String> string(List<AbstractInsnNode> code, int at) {
    return at < code.size()
            && code.get(at) instanceof LdcInsnNode constant
            && constant.cst instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  private static boolean calls(List<AbstractInsnNode> code, int at, String method) {
    return at < code.size()
        && code.get(at) instanceof MethodInsnNode call
        && call.owner.equals(BUILDER)
        && call.name.equals(method);
  }

  private static void check(boolean expected, String where, String what) {
    if (!expected) {
      throw refused(where, what);
    }
  }

  private static IllegalStateException refused(String where, String what) {
    return new IllegalStateException(
        where + " " + what + ": not what this build knows to put in order (docs/adr/0017)");
  }
}
