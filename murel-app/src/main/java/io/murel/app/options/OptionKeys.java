package io.murel.app.options;

import static io.murel.app.options.OptionKind.REAL;
import static io.murel.app.options.OptionKind.REALS;
import static io.murel.app.options.OptionKind.TEXT;
import static io.murel.app.options.OptionKind.TEXTS;
import static io.murel.app.options.OptionKind.TRUTH;
import static io.murel.app.options.OptionKind.WHOLE;
import static io.murel.app.options.OptionKind.WHOLES;

/** The options of a run: the original's names, and a few of our own (marked). */
public final class OptionKeys {
  private OptionKeys() {}

  /** Every option of {@code murel run}. */
  public static OptionSchema run() {
    return new OptionSchema()
        .with("exp", new OptionSchema().with(TEXT, "dir", "resume"))
        .with("dataset", dataset())
        .with("model", model())
        .with("optimizer", optimizer())
        .with("engine", engine())
        .with("misc", misc())
        .with("view", view())
        .with("views", view()); // the original reads either
  }

  private static OptionSchema dataset() {
    return new OptionSchema()
        .with(TEXT, "name", "dir", "train_split", "eval_split", "proc_split", "nlp")
        .with(TEXT, "dir_rcnn", "dir_vg", "dir_rcnn_vg")
        .with(WHOLE, "nb_threads", "batch_size", "nans", "minwcount")
        .with(TRUTH, "samplingans", "vg")
        .with(TRUTH, "bucketing") // ours, as the next
        .with(TEXTS, "curriculum");
  }

  private static OptionSchema model() {
    return new OptionSchema()
        .with(TEXT, "name")
        .with("network", network())
        .with("criterion", named())
        .with("metric", metric());
  }

  private static OptionSchema metric() {
    return new OptionSchema()
        .with(TEXT, "name")
        .with(TRUTH, "open_ended", "tdiuc", "plain_text", "keep_results"); // ours
  }

  private static OptionSchema network() {
    return new OptionSchema()
        .with(TEXT, "name")
        .with(TEXT, "by") // ours: the prior
        .with("txt_enc", questionEncoder())
        .with(TRUTH, "self_q_att", "shared")
        .with(WHOLE, "n_step")
        .with(WHOLE, "self_q_att_dim", "region_proj_dim") // ours: sizes fixed in the original
        .with(TEXT, "box_encoding") // ours
        .with("cell", cell())
        .with("agg", new OptionSchema().with(TEXT, "type"))
        .with("attention", attention())
        .with("classif", new OptionSchema().with("fusion", fusion()).with("mlp", mlp()));
  }

  private static OptionSchema attention() {
    return new OptionSchema()
        .with("fusion", fusion())
        .with(WHOLE, "mlp_glimpses")
        .with(WHOLE, "mlp_dim"); // ours: fixed in the original
  }

  private static OptionSchema questionEncoder() {
    return new OptionSchema()
        .with(TEXT, "name", "type", "dir_st")
        .with(REAL, "dropout")
        .with(TRUTH, "fixed_emb")
        .with(WHOLE, "embedding_dim", "hidden_dim"); // ours: the plain GRU
  }

  private static OptionSchema cell() {
    OptionSchema pairwise =
        new OptionSchema()
            .with(TRUTH, "residual")
            .with(TRUTH, "self") // ours
            .with("fusion_coord", fusion())
            .with("fusion_feat", fusion())
            .with("agg", new OptionSchema().with(TEXT, "type"));
    return new OptionSchema()
        .with(TRUTH, "residual")
        .with("fusion", fusion())
        .with("pairwise", pairwise);
  }

  /** The options of all fusions together; each fusion names those it does not have. */
  private static OptionSchema fusion() {
    return new OptionSchema()
        .with(TEXT, "type", "pos_norm", "activation", "activ_input", "activ_output")
        .with(WHOLES, "input_dims", "dimensions")
        .with(WHOLE, "output_dim", "mm_dim", "chunks", "rank", "factor")
        .with(TRUTH, "shared", "normalize")
        .with(REAL, "dropout", "dropout_input", "dropout_pre_lin")
        .with(REAL, "dropout_pre_norm", "dropout_output");
  }

  private static OptionSchema mlp() {
    return new OptionSchema()
        .with(WHOLE, "input_dim")
        .with(WHOLES, "dimensions")
        .with(TEXT, "activation")
        .with(REAL, "dropout");
  }

  private static OptionSchema optimizer() {
    return new OptionSchema()
        .with(TEXT, "name")
        .with(REAL, "lr", "lr_decay_rate", "weight_decay", "momentum", "eps")
        .with(REALS, "gradual_warmup_steps", "betas")
        .with(WHOLES, "lr_decay_epochs")
        .with(TEXT, "init")
        .with("lr_scheduler", plateau())
        .with(TEXT, "schedule") // ours, as the next three
        .with(REAL, "grad_clip", "warmup", "init_gain");
  }

  private static OptionSchema plateau() {
    return new OptionSchema()
        .with(TEXT, "name", "mode", "threshold_mode")
        .with(TEXT, "metric") // ours
        .with(REAL, "factor", "threshold", "min_lr", "eps")
        .with(WHOLE, "patience", "cooldown");
  }

  private static OptionSchema engine() {
    return new OptionSchema()
        .with(TEXT, "name")
        .with(TRUTH, "debug")
        .with(WHOLE, "print_freq", "nb_epochs")
        .with(TEXTS, "saving_criteria")
        .with(REAL, "max_seconds", "kernel_memory") // ours, as the next
        .with(TEXT, "kernel");
  }

  private static OptionSchema misc() {
    return new OptionSchema()
        .with(TEXT, "logs_name")
        .with(TRUTH, "cuda")
        .with(WHOLE, "seed", "device_id");
  }

  private static OptionSchema view() {
    return new OptionSchema()
        .with(TEXT, "name")
        .with(TEXTS, "names", "items", "items_plotly", "items_tensorboard");
  }

  private static OptionSchema named() {
    return new OptionSchema().with(TEXT, "name");
  }
}
