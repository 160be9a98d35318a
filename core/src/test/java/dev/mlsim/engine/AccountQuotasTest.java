package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.clock.VirtualClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountQuotasTest {
  private static final String GPUS = "ml.p5.48xlarge for training job usage";
  private static final String OTHER = "ml.m5.large for training job usage";

  private final AccountQuotas quotas =
      new AccountQuotas(
          new VirtualClock(Instant.EPOCH).guard(),
          List.of(GPUS, OTHER)::contains,
          () -> List.of(GPUS, OTHER));

  private double limit(String name) {
    return quotas.limit(name, 20, 0);
  }

  @Test
  void an_account_is_established_unless_it_is_said_to_be_new_or_unlimited() {
    assertThat(limit(GPUS)).isEqualTo(20);
    quotas.newAccount();
    assertThat(limit(GPUS)).isZero();
    quotas.unlimited();
    assertThat(limit(GPUS)).isInfinite();
    quotas.established();
    assertThat(limit(GPUS)).isEqualTo(20);
  }

  @Test
  void what_is_set_by_name_holds_whatever_the_account() {
    quotas.set(GPUS, 3);
    quotas.unlimited();

    assertThat(limit(GPUS)).isEqualTo(3);
    assertThat(limit(OTHER)).isInfinite();
    quotas.lift(GPUS);
    assertThat(limit(GPUS)).isInfinite();
    quotas.set(GPUS, 0);
    assertThat(limit(GPUS)).isZero();
  }

  @Test
  void an_exhausted_quota_keeps_its_value_until_another_is_set() {
    quotas.exhaust(GPUS);

    assertThat(quotas.isExhausted(GPUS)).isTrue();
    assertThat(quotas.isExhausted(OTHER)).isFalse();
    assertThat(limit(GPUS)).isEqualTo(20);
    quotas.set(GPUS, 5);
    assertThat(quotas.isExhausted(GPUS)).isFalse();
  }

  @Test
  void all_of_it_can_be_forgotten_or_come_back() {
    quotas.newAccount();
    quotas.set(GPUS, 3);
    quotas.exhaust(OTHER);
    AccountQuotas.Saved saved = quotas.save();

    quotas.clear();
    assertThat(limit(GPUS)).isEqualTo(20);
    assertThat(quotas.isExhausted(OTHER)).isFalse();

    quotas.set(OTHER, 9);
    quotas.restore(saved);
    assertThat(limit(GPUS)).isEqualTo(3);
    assertThat(limit(OTHER)).isZero();
    assertThat(quotas.isExhausted(OTHER)).isTrue();
  }

  @Test
  void what_is_no_quota_or_no_value_is_refused() {
    assertThatThrownBy(() -> quotas.exhaust("ml.p5.48xlarge for training jobs"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "mlsim: no simulated service has a quota [ml.p5.48xlarge for training jobs]")
        .hasMessageContaining(GPUS);
    assertThatThrownBy(() -> quotas.set("nothing of it", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> quotas.set(GPUS, -1))
        .hasMessage("mlsim: the quota [" + GPUS + "] cannot be [-1.0]; say 0 or more");
    assertThatThrownBy(() -> quotas.set(GPUS, Double.NaN))
        .hasMessage("mlsim: the quota [" + GPUS + "] cannot be [NaN]; say 0 or more");
  }
}
