package dev.headroom.usage.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.usage.Caller;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.KnownIntegration;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemoryFormTest {
  private static final Caller ERP = new Caller("", "", "erp", "005u", "198.18.0.7", "62.0", "", "");
  private static final Instant AT = Instant.parse("2026-11-25T06:00:00Z");

  private static IntegrationRegistry registry(double weight) {
    return new IntegrationRegistry(
        List.of(
            new KnownIntegration(
                "i1",
                "ERP",
                "client name",
                ERP,
                AT,
                AT,
                900,
                List.of(7L),
                new KnownIntegration.Traits(
                    List.of("005u"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()),
                Map.of(5L, weight),
                new TreeMap<>(Map.of(20_000, 900)))),
        Map.of());
  }

  private static double weight(byte[] packed) throws IOException {
    return MemoryForm.unpackRegistry(packed)
        .integrations()
        .getFirst()
        .endpoints()
        .getOrDefault(5L, 0.0);
  }

  @Test
  void weightsAreKeptToAThousandth() throws IOException {
    assertThat(weight(MemoryForm.pack(registry(12.5)))).isEqualTo(12.5);
    assertThat(weight(MemoryForm.pack(registry(Math.sqrt(2)))))
        .isBetween(Math.sqrt(2) - 0.001, Math.sqrt(2) + 0.001);
  }

  @Test
  void aRegistryOfTheFirstFormIsRead() throws IOException {
    Packer out = new Packer(1);
    out.all(
        registry(Math.sqrt(2)).integrations(),
        k -> {
          out.text(k.id()).text(k.name()).text(k.identifiedBy());
          DayForm.caller(out, k.eldest());
          out.millis(k.first()).millis(k.last()).number(k.calls());
          out.all(k.callers(), out::fixed).texts(k.traits().users());
          for (int kind = 0; kind < 6; kind++) {
            out.texts(List.of());
          }
          out.all(
              k.endpoints().entrySet(), e -> out.fixed(e.getKey() | 3L << 32).real(e.getValue()));
          out.all(k.days().entrySet(), e -> out.number(e.getKey()).number(e.getValue()));
        });
    out.number(0);

    assertThat(MemoryForm.unpackRegistry(out.packed())).isEqualTo(registry(Math.sqrt(2)));
  }

  @Test
  void aFormThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> MemoryForm.unpackRegistry(new Packer(3).packed()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("3");
  }
}
