package dev.headroom.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.NOP;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V21;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

class CanonicalZipTest {
  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");
  private static final String SHARED = "io/quarkus/runtime/generated/SharedConfig";
  private static final String CUSTOMIZER = "io/quarkus/runtime/generated/RunTimeConfigCustomizer";
  private static final String WRITER = "io/quarkus/runner/recorded/A$write1";
  private static final String READER = "io/quarkus/runner/recorded/B$read2";
  private static final String BUILDER = "io/quarkus/runtime/configuration/AbstractConfigBuilder";
  private static final String CONFIG_CLASS = "Lio/smallrye/config/ConfigMappings$ConfigClass;";

  @TempDir Path folder;

  @Test
  void twoBuildsWhoseThreadsCameByInAnotherOrderGiveTheSameBytes() throws IOException {
    Path one = zip("one", build(List.of("b.Poll", "a.Tables", "c.Tokens"), 7, 12), 1);
    Path other = zip("other", build(List.of("c.Tokens", "b.Poll", "a.Tables"), 104, 3), 2);
    assertThat(Files.readAllBytes(one)).isNotEqualTo(Files.readAllBytes(other));

    CanonicalZip.rewrite(one, TIME);
    CanonicalZip.rewrite(other, TIME);

    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(other));
    byte[] once = Files.readAllBytes(one);
    CanonicalZip.rewrite(one, TIME);
    assertThat(Files.readAllBytes(one)).as("rewritten again").isEqualTo(once);
  }

  @Test
  void whatOneClassMeansByAKeyOrAFieldTheOthersStillMean() throws IOException {
    Path zip = zip("one", build(List.of("b.Poll", "a.Tables", "c.Tokens"), 7, 12), 1);

    CanonicalZip.rewrite(zip, TIME);

    assertThat(constants(zip, WRITER)).containsExactly("proxykey1", "proxykey2", "proxykey1");
    assertThat(constants(zip, READER)).containsExactly("said", "proxykey2");
    assertThat(constants(zip, SHARED))
        .as("type, prefix, type and what it nests")
        .containsExactly(
            "a.Tables",
            "tables",
            "a.Tables",
            "a.Tables$Nested",
            "b.Poll",
            "poll",
            "b.Poll",
            "b.Poll$Nested",
            "c.Tokens",
            "tokens",
            "c.Tokens",
            "c.Tokens$Nested");
    assertThat(fields(zip, SHARED))
        .containsExactly("configClass$0", "configClass$1", "configClass$2");
    assertThat(fields(zip, CUSTOMIZER))
        .as("Poll with its instance, then all three")
        .containsExactly(
            "configClass$1", "mapping$0", "configClass$0", "configClass$1", "configClass$2");
  }

  @Test
  void entriesAreSortedAndKeepContentAndMode() throws IOException {
    Path zip = zip("one", build(List.of("b.Poll"), 1, 2), 1);

    CanonicalZip.rewrite(zip, TIME);

    try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
      List<ZipArchiveEntry> entries = Collections.list(file.getEntriesInPhysicalOrder());
      assertThat(entries).extracting(ZipArchiveEntry::getName).isSorted().contains("lib/", "run");
      assertThat(entries)
          .extracting(entry -> entry.getTimeLocal().toString())
          .containsOnly("2026-11-01T00:00");
      assertThat(file.getEntry("run").getUnixMode()).isEqualTo(0100755);
      assertThat(file.getEntry("lib/x.jar").getUnixMode()).isEqualTo(0100644);
      assertThat(content(zip, "run")).asString(UTF_8).isEqualTo("run");
    }
  }

  @Test
  void aNativeArtifactIsLeftAlone() throws IOException {
    Path zip = zip("native", Map.of("bootstrap", "native".getBytes(UTF_8)), 1);
    byte[] before = Files.readAllBytes(zip);

    CanonicalZip.rewrite(zip, TIME);

    assertThat(Files.readAllBytes(zip)).isEqualTo(before);
  }

  @Test
  void anUnknownLayoutIsRefusedAndTheZipStaysUnchanged() throws IOException {
    List<String> types = List.of("b.Poll", "a.Tables");
    refused(without(SHARED), SHARED + " is not there");
    refused(without(WRITER, READER), "has no recorder's key");
    refused(
        with(SHARED, shared(types, code -> code.visitInsn(NOP))),
        SHARED + " makes 1 classes of configuration in a row for 2");
    refused(
        with(READER, type(READER, code -> code.visitLdcInsn("the proxykey7"))),
        READER + " has a recorder's key that is no constant by itself");
    refused(
        with(
            READER,
            type(
                READER,
                code -> {
                  makeRecorder(code, "x/ARecorder");
                  code.visitInsn(NOP);
                  makeRecorder(code, "x/BRecorder");
                })),
        READER + " makes recorders in a way of its own");
    refused(
        with("dev/headroom/X", type("dev/headroom/X", code -> code.visitLdcInsn("proxykey7"))),
        "dev/headroom/X.class has a recorder's key");
    refused(
        with("dev/headroom/X", type("dev/headroom/X", code -> get(code, "configClass$0"))),
        "dev/headroom/X.class has a class of configuration");
    refused(
        with(CUSTOMIZER, type(CUSTOMIZER, code -> get(code, "configClass$0"))),
        CUSTOMIZER + " uses configClass$0 in a way of its own");
    refused(
        with(CUSTOMIZER, type(CUSTOMIZER, code -> get(code, "configClass$9"))),
        CUSTOMIZER + " uses configClass$9, which is not made");
  }

  private void refused(Map<String, byte[]> entries, String why) throws IOException {
    Path zip = zip("odd", entries, 1);
    byte[] before = Files.readAllBytes(zip);
    assertThatThrownBy(() -> CanonicalZip.rewrite(zip, TIME))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(why);
    assertThat(Files.readAllBytes(zip)).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining("glob:**.canonical");
  }

  private static Map<String, byte[]> with(String name, byte[] type) {
    Map<String, byte[]> entries = build(List.of("b.Poll", "a.Tables"), 1, 2);
    entries.put(name + ".class", type);
    return entries;
  }

  private static Map<String, byte[]> without(String... names) {
    Map<String, byte[]> entries = build(List.of("b.Poll", "a.Tables"), 1, 2);
    for (String name : names) {
      entries.remove(name + ".class");
    }
    return entries;
  }

  /**
   * What a build leaves.
   *
   * @param types the classes of configuration, in the order in which threads came by
   * @param first the number of the first of two recorders' keys
   */
  private static Map<String, byte[]> build(List<String> types, int first, int second) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("run", "run".getBytes(UTF_8));
    entries.put("lib/", new byte[0]);
    entries.put("lib/x.jar", "jar".getBytes(UTF_8));
    entries.put(SHARED + ".class", shared(types, code -> {}));
    entries.put(CUSTOMIZER + ".class", customizer(types));
    entries.put(
        WRITER + ".class",
        type(
            WRITER,
            code -> {
              makeRecorder(code, first < second ? "x/ARecorder" : "x/BRecorder");
              makeRecorder(code, first < second ? "x/BRecorder" : "x/ARecorder");
              code.visitLdcInsn("proxykey" + first);
              code.visitLdcInsn("proxykey" + second);
              code.visitLdcInsn("proxykey" + first);
            }));
    entries.put(
        READER + ".class",
        type(
            READER,
            code -> {
              code.visitLdcInsn("said");
              code.visitLdcInsn("proxykey" + second);
            }));
    return entries;
  }

  private static byte[] shared(List<String> types, Consumer<MethodVisitor> between) {
    return type(
        SHARED,
        types.size(),
        code -> {
          for (int i = 0; i < types.size(); i++) {
            String type = types.get(i);
            code.visitLdcInsn(type);
            code.visitLdcInsn(type.substring(2).toLowerCase(Locale.ROOT));
            call(code, "configClass");
            code.visitFieldInsn(PUTSTATIC, SHARED, "configClass$" + i, CONFIG_CLASS);
            code.visitLdcInsn(type);
            call(code, "ensureLoaded");
            code.visitLdcInsn(type + "$Nested");
            call(code, "ensureLoaded");
            between.accept(code);
          }
        });
  }

  private static byte[] customizer(List<String> types) {
    return type(
        CUSTOMIZER,
        code -> {
          get(code, "configClass$" + types.indexOf("b.Poll"));
          code.visitVarInsn(ASTORE, 2);
          get(code, "mapping$0");
          code.visitVarInsn(ASTORE, 3);
          code.visitVarInsn(ALOAD, 1);
          code.visitVarInsn(ALOAD, 2);
          code.visitVarInsn(ALOAD, 3);
          call(code, "withMappingInstance");
          for (int i = 0; i < types.size(); i++) {
            get(code, "configClass$" + i);
            code.visitVarInsn(ASTORE, 4 + i);
            code.visitVarInsn(ALOAD, 1);
            code.visitVarInsn(ALOAD, 4 + i);
            call(code, "withMapping");
          }
        });
  }

  private static void makeRecorder(MethodVisitor code, String type) {
    code.visitTypeInsn(NEW, type);
    code.visitInsn(DUP);
    code.visitMethodInsn(INVOKESPECIAL, type, "<init>", "()V", false);
    code.visitVarInsn(ASTORE, type.equals("x/ARecorder") ? 1 : 2);
  }

  private static void get(MethodVisitor code, String field) {
    code.visitFieldInsn(GETSTATIC, SHARED, field, CONFIG_CLASS);
  }

  private static void call(MethodVisitor code, String method) {
    code.visitMethodInsn(INVOKESTATIC, BUILDER, method, "()V", false);
  }

  private static byte[] type(String name, Consumer<MethodVisitor> initializer) {
    return type(name, 0, initializer);
  }

  private static byte[] type(String name, int slots, Consumer<MethodVisitor> initializer) {
    ClassWriter type = new ClassWriter(0);
    type.visit(V21, ACC_PUBLIC, name, null, "java/lang/Object", null);
    for (int i = 0; i < slots; i++) {
      type.visitField(ACC_STATIC, "configClass$" + i, CONFIG_CLASS, null, null);
    }
    MethodVisitor code = type.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    initializer.accept(code);
    code.visitInsn(RETURN);
    code.visitMaxs(9, 9);
    type.visitEnd();
    return type.toByteArray();
  }

  /** A zip of these entries, from another first one on and of another time for each rotation. */
  private Path zip(String name, Map<String, byte[]> entries, int rotation) throws IOException {
    Path zip = folder.resolve(name + ".zip");
    List<Map.Entry<String, byte[]>> rotated = new ArrayList<>(entries.entrySet());
    Collections.rotate(rotated, rotation);
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      for (Map.Entry<String, byte[]> entry : rotated) {
        ZipArchiveEntry added = new ZipArchiveEntry(entry.getKey());
        added.setTime(TIME.plusSeconds(3600L * rotation).toEpochMilli());
        if (!entry.getKey().endsWith(".class")) {
          added.setUnixMode(entry.getKey().equals("run") ? 0100755 : 0100644);
        }
        out.putArchiveEntry(added);
        out.write(entry.getValue());
        out.closeArchiveEntry();
      }
    }
    return zip;
  }

  private static byte[] content(Path zip, String name) throws IOException {
    try (ZipFile file = ZipFile.builder().setPath(zip).get();
        InputStream content = file.getInputStream(file.getEntry(name))) {
      return content.readAllBytes();
    }
  }

  private static List<String> constants(Path zip, String name) throws IOException {
    return code(zip, name).stream()
        .filter(LdcInsnNode.class::isInstance)
        .map(constant -> ((LdcInsnNode) constant).cst.toString())
        .toList();
  }

  private static List<String> fields(Path zip, String name) throws IOException {
    return code(zip, name).stream()
        .filter(FieldInsnNode.class::isInstance)
        .map(field -> ((FieldInsnNode) field).name)
        .toList();
  }

  private static List<AbstractInsnNode> code(Path zip, String name) throws IOException {
    ClassNode node = new ClassNode();
    new ClassReader(content(zip, name + ".class")).accept(node, 0);
    return List.of(node.methods.get(0).instructions.toArray());
  }
}
