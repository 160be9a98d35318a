package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.clock.Guard;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.internal.Undo;
import dev.mlsim.service.Account;
import dev.mlsim.service.Setup;
import dev.mlsim.service.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetupsTest {
  private static final Setup.Kind<?> GREETING =
      new Setup.Kind<>(Greeting.class, place -> new Greeting());

  private static final Account ACCOUNT = new Account("123456789012", "us-east-1");

  private final Guard guard = new VirtualClock(Instant.EPOCH).guard();
  private final Setups setups =
      new Setups(
          guard,
          new SetupPlace(guard, ACCOUNT, SetupsTest::noWorld, new Undo()),
          type -> type == Greeting.class ? Optional.of(GREETING) : Optional.empty(),
          () -> List.of("Greeting"));

  @Test
  void a_setup_is_made_once_and_forgets_in_place() {
    Greeting held = setups.get(Greeting.class);
    held.words = "good evening";

    setups.clear();

    assertThat(setups.get(Greeting.class)).isSameAs(held);
    assertThat(held.words).isEqualTo("hello");
  }

  @Test
  void what_was_said_is_restored_and_what_was_not_is_cleared() {
    Setups.Saved nothing = setups.save();
    assertThat(setups.isMade(Greeting.class)).isFalse();
    Greeting held = setups.get(Greeting.class);
    assertThat(setups.isMade(Greeting.class)).isTrue();
    held.words = "good evening";
    Setups.Saved said = setups.save();
    held.words = "good night";

    setups.restore(said);
    assertThat(held.words).isEqualTo("good evening");
    setups.restore(nothing);
    assertThat(held.words).isEqualTo("hello");
    assertThat(guard.isHeldByCurrentThread()).isFalse();
  }

  @Test
  void what_a_call_made_of_a_setup_is_taken_back() {
    Greeting held = setups.get(Greeting.class);
    held.words = "good evening";
    Undo undo = new Undo();

    undo.open();
    setups.get(Greeting.class, undo).words = "good night";
    setups.get(Greeting.class, undo).words = "good bye";
    undo.takeBack();

    assertThat(held.words).isEqualTo("good evening");
  }

  @Test
  void a_setup_that_no_service_has_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> setups.get(Nobodys.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mlsim: no simulated service has a setup [Nobodys]; there are [Greeting]");
  }

  private static World noWorld() {
    throw new IllegalStateException("there is no world here");
  }

  private static final class Greeting implements Setup {
    private String words = "hello";

    @Override
    public void clear() {
      words = "hello";
    }

    @Override
    public Object save() {
      return words;
    }

    @Override
    public void restore(Object saved) {
      words = (String) saved;
    }
  }

  private static final class Nobodys implements Setup {
    @Override
    public void clear() {}

    @Override
    public Object save() {
      return "";
    }

    @Override
    public void restore(Object saved) {}
  }
}
