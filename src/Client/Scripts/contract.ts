// What REST and the hub take and answer, as the server describes it: generated from /openapi/v1.json by `dotnet run -c Release --project bench -- contract`, never edited.
// A number that is not finite comes as null in JSON; null is among a number's values here where that has to be expected, or where it means something else.

/** The nonlinearity of the feed-forward. */
export type Activation = 'relu' | 'gelu' | 'gelutanh';

/** A minus B. T = tokens; every number is float32 as computed by the models, nothing is read back from 8 bits. */
export interface AttentionDifference {
  a: ComparedHead;
  b: ComparedHead;
  /** What both models saw: the last tokens of the prompt that fit both contexts. */
  tokens: string[];
  /** Tokens at the front of the prompt that did not fit. */
  dropped: number;
  /** Whether both models mask the future; rows then hold the keys up to the query, otherwise all. */
  masked: boolean;
  /** A's weights minus B's [query][key], -1 to 1. */
  difference: number[][];
  /** Sum of each row of the difference: 0 but for rounding, since the rows of both sum to 1. */
  rowSums: number[];
  /** The largest differences, by size; none where all cells are equal. */
  largest: CellDifference[];
  /** Mean over queries of half the sum of absolute differences: the share of its attention that a token spends elsewhere, 0 to 1. */
  moved: number;
}

/** What one token of the probe text attends to in one head, in float32: the numbers behind a frame's 8 bits. */
export interface AttentionRow {
  /** Steps done by the model whose weights these are. */
  step: number;
  layer: number;
  head: number;
  /** Position of the token that attends; it, layer and head count from 0. */
  row: number;
  /** Key 0 first: Row + 1 of them where the mask hides the future, else one for every token. */
  weights: number[];
}

/** A logit, and what each part of the model adds to it. */
export interface Attribution {
  step: number;
  /** What the model read. */
  tokens: Token[];
  dropped: number;
  position: number;
  token: Token;
  /** The model's own number. */
  logit: number;
  probability: number;
  rank: number;
  /** Of all parts. */
  sum: number;
  /** The sum minus the logit: rounding. */
  difference: number;
  /** In the order in which the model adds them. */
  parts: AttributionPart[];
  /** The first layer with parts of its own; above 0 only without residual connections. */
  fromLayer: number;
  /** How the split is made, for people. */
  rule: string;
  /** The likeliest next tokens at this position. */
  next: Candidate[];
}

/** One summand. */
export interface AttributionPart {
  kind: PartName;
  /** Counted from 0; null where the part belongs to none. */
  layer: number | null;
  /** Of PartName.Head. */
  head: number | null;
  value: number;
  /** Of a head: what came from each token [T]; sums to the value. */
  bySource: number[] | null;
}

/** Asks for one logit as a sum. */
export interface AttributionRequest {
  prompt?: string | null;
  step?: number | null;
  /** The token after which the next one is guessed; the last when left out. */
  position?: number | null;
  /** The next token in question; by id or text, the likeliest when both are left out. */
  token?: number | null;
  text?: string | null;
  interventions?: InterventionsRequest | null;
}

export interface AverageDifference {
  /** A form's name. */
  a: string;
  /** Another's. */
  b: string;
  /** The largest difference of any number of their results. */
  largest: number;
}

export interface AverageFormInfo {
  /** loop, product or softmax. */
  name: 'loop' | 'product' | 'softmax';
  /** What the weights are made of [T][T]; minus infinity is null in JSON. Null for the loop. */
  start: (number | null)[][] | null;
  /** [T][T]; null for the loop, which has no matrix. */
  weights: number[][] | null;
  /** The largest difference of a weight from 1/(t+1) in float32; null for the loop. */
  fromEven: number | null;
  /** [T][C]. */
  result: number[][];
  /** Fastest of several turns just now, at this size. */
  microseconds: number;
  /** The same at the larger size. */
  largeMicroseconds: number;
}

/** x and what each form makes of it. */
export interface Averages {
  tokens: number;
  channels: number;
  /** x [T][C]. */
  input: number[][];
  /** Loop, product, softmax. */
  forms: AverageFormInfo[];
  /** Of the three pairs of results. */
  differences: AverageDifference[];
  /** T of the larger size that was timed too. */
  largeTokens: number;
  /** C of it. */
  largeChannels: number;
}

/** A possible next token. Rank 1 is the likeliest. */
export interface Candidate {
  id: number;
  text: string;
  logit: number;
  probability: number;
  rank: number;
}

/** A head of a run at a step. */
export interface CaptureChoice {
  /** Id of the run. */
  run?: string | null;
  /** A step whose weights are kept; the newest when left out. */
  step?: number | null;
  /** Counted from 0, as the head; 0 when left out. */
  layer?: number | null;
  head?: number | null;
}

/** A cell of a head's matrix. */
export interface CellChoice {
  layer?: number | null;
  head?: number | null;
  query?: number | null;
  key?: number | null;
  /** `forbid`, `force` or `scale`. */
  set?: 'forbid' | 'force' | 'scale' | null;
  /** Of scale: what the weight is multiplied by before the row is brought back to the sum 1. */
  factor?: number | null;
}

/** One cell: who attends to whom, and how much in each. */
export interface CellDifference {
  query: number;
  key: number;
  a: number;
  b: number;
  difference: number;
}

/** A head, and its weights. */
export interface ComparedHead {
  run: string;
  name: string;
  /** The step whose weights were used. */
  step: number;
  layer: number;
  head: number;
  /** [query][key], of the same cells as the difference; exactly 0 where the model masks. */
  weights: number[][];
}

/** A text to train on. */
export interface CorpusInfo {
  id: string;
  title: string;
  /** play, tiny-shakespeare, text or task. */
  kind: string;
  /** Length; null while it has not been fetched. */
  characters: number | null;
  /** Different characters; null while it has not been fetched. */
  vocabulary: number | null;
  /** Its first lines; null while it has not been fetched. */
  excerpt: string | null;
  /** Why it cannot be used at the moment and what to do; null when it can. */
  unavailable: string | null;
  /** What is asked and in which sizes; null where it is no task. */
  task: TaskInfo | null;
}

/** A run that can still be had back. */
export interface DeletedRun {
  id: string;
  name: string;
  step: number;
  steps: number;
  valLoss: number | null;
  /** When it was deleted. */
  deletedAt: string;
  /** When it is removed for good; earlier, if deleted runs take more room than is allowed. */
  goneAt: string;
  bytes: number;
}

/** What can still be had back, and for how long. */
export interface DeletedRuns {
  rules: KeepingRules;
  runs: DeletedRun[];
}

/** Which two heads to subtract. */
export interface DifferenceRequest {
  a?: CaptureChoice | null;
  b?: CaptureChoice | null;
  /** The text that both look at; A's probe text when left out. */
  prompt?: string | null;
}

/** Bytes on the disk. */
export interface DiskUse {
  /** One entry a run; folders that cannot be read have theirs, too. */
  runs: RunBytes[];
  /** Curves, attention, samples and records of all runs. */
  history: number;
  /** Checkpoints of all runs. */
  weights: number;
  /** Deleted runs that can still be had back. */
  deleted: number;
  /** What the disk has left; null where it does not say. */
  free: number | null;
}

/** Before and after. */
export interface Effect {
  step: number;
  /** The text as it was, and as it was read. */
  tokens: Token[];
  read: Token[];
  dropped: number;
  /** How many interventions are in force. */
  interventions: number;
  /** Mean loss of guessing each next token of the text as it was, in nats per token; null for a text of one token. */
  lossBefore: number | null;
  lossAfter: number | null;
  /** The same of each token after the first [T - 1]. */
  lossesBefore: number[];
  lossesAfter: number[];
  /** The likeliest next tokens of both, by the larger of their probabilities. */
  next: ShiftedCandidate[];
  /** The share of the next token's probability that went to other tokens, 0 to 1. */
  moved: number;
  /** Whether every logit is the same to the bit. */
  same: boolean;
  head: HeadEffect | null;
}

/** Asks what interventions change: two passes with the same weights. */
export interface EffectRequest {
  prompt?: string | null;
  step?: number | null;
  /** The head whose weights are subtracted; none when both are left out. */
  layer?: number | null;
  head?: number | null;
  interventions?: InterventionsRequest | null;
}

/** All engines of this build, and the one that a run takes which names none. */
export interface EngineChoice {
  default: 'torchsharp' | 'managed';
  /** Why that is not TorchSharp although nobody chose so, as a sentence; null else. */
  reason: string | null;
  engines: EngineInfo[];
}

/** One engine on this machine. */
export interface EngineInfo {
  name: 'torchsharp' | 'managed';
  /** For people, with its version: "TorchSharp 0.107". */
  title: string;
  /** Whether it can compute. */
  state: EngineState;
  /** cpu or cuda; null until it is loaded. */
  device: 'cpu' | 'cuda' | null;
  /** That train; null until it is loaded. */
  threads: number | null;
  /** Why it cannot compute here, as a sentence; null where it can. */
  reason: string | null;
  /** What a run on it can count on, for the place where an engine is chosen. */
  promise: string;
}

export type EngineState = 'notLoaded' | 'loaded' | 'unavailable';

export interface EstimateFacts {
  step: number;
  /** On text that is trained on, without dropout. */
  trainLoss: number;
  /** On text that is not. */
  valLoss: number;
  /** Mean over the last steps' batches, at most 50, with dropout as they were trained; null where there are none. */
  batchLoss: number | null;
}

/** Loss estimates over many batches of each split. */
export interface Estimates {
  step: number[];
  trainLoss: (number | null)[];
  valLoss: (number | null)[];
  /** How many batches of each half an early estimate averages over; null for those over all of the run's EvalBatches, and in place of the column where there is no early one. */
  batches: (number | null)[] | null;
  /** Share of held-out examples whose whole answer was right, 0 to 1; null where the corpus is no task. */
  accuracy: number[] | null;
  /** Share of the answers' tokens that were right; null where the corpus is no task. */
  tokenAccuracy: number[] | null;
}

/** Expected time of a whole run, estimates of its loss and samples included. */
export interface ExpectedTime {
  /** One of EngineNames. */
  engine: string;
  /** Null where nothing was measured. */
  seconds: number | null;
  /** How far it can be trusted. */
  basis: TimeBasis;
  /** What it rests on, for people: "from 2 runs here", "not measured yet". */
  says: string;
}

/** A file that can be made of a run. */
export interface ExportOffer {
  /** The last part of its address: /api/runs/{id}/export/{file}. */
  file: string;
  /** For people. */
  title: string;
  /** What is in it, in a sentence. */
  contains: string;
  /** About how large it is; null where that is known only when it is made. */
  bytes: number | null;
  /** Why it cannot be had at the moment; null when it can. */
  missing: string | null;
}

/** Measured on a few windows of the text that is never trained on, without dropout. Losses in nats per token; a number that is not finite is null in JSON. */
export interface Facts {
  /** The step whose weights were measured. */
  step: number;
  /** How many windows of text. */
  windows: number;
  /** Tokens of a window. */
  tokens: number;
  /** Loss on these windows, each seen whole. */
  loss: number;
  /** The run's last estimate; null before the first. */
  estimate: EstimateFacts | null;
  /** Null for a model without attention weights. */
  rows: RowFacts | null;
  gradients: GradientFacts;
  stream: StreamFacts;
  /** Null where a window is too short to be shuffled. */
  order: OrderFacts | null;
  /** Null for a model that cannot see the future. */
  future: FutureFacts | null;
}

/** A token that is put into a text instead of being drawn. */
export interface ForcedToken {
  /** Place in the text after the prompt; 0 is the first. */
  index: number;
  id: number;
}

/** What a fork changes; what is left out is as its parent has it. */
export interface ForkRequest {
  /** A kept checkpoint; the newest when left out. */
  step?: number | null;
  name?: string | null;
  seed?: number | null;
  /** Steps of the whole run, the parent's included. */
  steps?: number | null;
  /** The engine that it goes on with; another one than its parent's takes the same weights on, and other roundings. */
  engine?: 'torchsharp' | 'managed' | null;
  dropout?: number | null;
  mask?: boolean | null;
  scale?: boolean | null;
  training?: TrainingOverrides | null;
}

/** One packed frame (docs/protocol.md), as base64 in JSON. */
export interface Frame {
  runId: string;
  step: number;
  bytes: string;
}

/** Asks for live frames of a run's probe text. */
export interface FrameRequest {
  /** A name of the viewer's own choosing, unique; it acknowledges frames under this name. */
  viewer: string | null;
  /** At most so many frames a second, 1 to 60. */
  maxPerSecond?: number | null;
}

/** Losses at the same places of the same windows. */
export interface FutureFacts {
  /** With the whole window in sight, as it is trained. */
  whole: number;
  /** With earlier tokens alone in sight, as it writes. */
  leftToRight: number;
}

/** Asks for generated text. */
export interface GenerateRequest {
  /** Text to go on from; a line break when left out. */
  prompt?: string | null;
  /** A step whose weights are kept, or that a text was lately written with; the newest when left out. */
  step?: number | null;
  /** How many tokens to add. */
  tokens?: number | null;
  /** 0 takes the likeliest token; 1 samples from the model's own distribution. */
  temperature?: number | null;
  /** Keep the k likeliest tokens; 0 keeps all. */
  topK?: number | null;
  /** Keep the fewest tokens whose probabilities reach p; 1 keeps all. */
  topP?: number | null;
  /** Each index of the text has one random number of the seed's, so a text goes on from any place as it would have. */
  seed?: number | null;
  /** Ids of the tokens after the prompt that are there already; the answer begins behind them. */
  written?: number[] | null;
  /** Tokens that are put into the text instead of being drawn. */
  forced?: ForcedToken[] | null;
  /** Whether each token comes with its attention rows (true when left out). */
  attention?: boolean | null;
}

/** One generated token. "Own" is the model's own distribution, before temperature, top-k and top-p; Probability, LogProbability and Entropy are those of the distribution that was drawn from, after them. */
export interface GeneratedToken {
  /** 0 for the first token after the prompt. */
  index: number;
  /** The step whose weights were used. */
  step: number;
  /** The prompt's tokens, with the first answered one; null with the others. */
  prompt: string[] | null;
  id: number;
  text: string;
  /** Whether it was put there by the request instead of drawn. */
  forced: boolean;
  /** 1 is the likeliest. */
  rank: number;
  /** The model's own. */
  logit: number;
  ownProbability: number;
  /** In nats. */
  ownLogProbability: number;
  probability: number;
  /** In nats; null for a forced token that could not have been drawn. */
  logProbability: number | null;
  /** In nats. */
  entropy: number;
  /** In nats. */
  ownEntropy: number;
  /** How many tokens could be drawn here. */
  drawable: number;
  /** The likeliest tokens at this place, best first. */
  candidates: TokenCandidate[];
  /** Position, in prompt and generated tokens together, of the first token that the model saw. */
  contextStart: number;
  /** Attention of the last visible token when this one was chosen [layer][head][visible token]; null when not asked for. */
  attention: number[][][] | null;
}

/** A whole generated text, as REST returns it: the tokens behind those that were written. */
export interface Generation {
  step: number;
  prompt: string;
  text: string;
  tokens: GeneratedToken[];
}

export interface GptConfig {
  /** Different symbols, V. */
  vocabulary: number;
  /** Blocks; 0 is the bigram table, whose embeddings are the logits. */
  layers: number;
  /** Attention heads of a block, H. */
  heads: number;
  /** Numbers that stand for a token, C. */
  channels: number;
  /** The most tokens that are seen at once, T. */
  context: number;
  /** Probability that a number is dropped in training. */
  dropout: number;
  mixer: Mixer;
  activation: Activation;
  /** A network of one hidden layer after the mixing. */
  feedForward: boolean;
  /** Hidden numbers of the feed-forward, as a multiple of C. */
  widening: number;
  /** x + f(x), with a projection of the heads' outputs back into the stream. */
  residual: boolean;
  /** Normalisation before every part of a block and before the head; in the fixed tree after every fusion. */
  layerNorm: boolean;
  /** The future is hidden. */
  mask: boolean;
  /** Affinities are divided by sqrt(D). */
  scale: boolean;
  /** A learned embedding of the position is added to the token's. */
  positions: boolean;
  /** A bias is added to queries, keys and values, as in GPT-2. */
  attentionBias: boolean;
  /** The head scores with the token embeddings instead of weights of its own, as in GPT-2. */
  tiedHead: boolean;
  /** The head adds a bias to every symbol's score. */
  headBias: boolean;
}

/** L2 norms of the gradient. */
export interface GradientFacts {
  /** Of the matrices that make queries, all layers together; null without attention. Keys and Values likewise. */
  queries: number | null;
  keys: number | null;
  values: number | null;
  /** Of everything in a block, the first block first. */
  blocks: number[];
}

/** One head. Layer and head count from 0; columns are as long as the steps. */
export interface HeadColumn {
  layer: number;
  head: number;
  /** Its role at each step; role names of RoleName. */
  roles: RoleName[];
  /** Scores on random tokens that are said twice; empty where the context is too short for that. */
  repeated: ScoreColumns | null;
  /** Scores on the probe text of the time. */
  probe: ScoreColumns;
}

/** One head's weights, after minus before [query][key]; all keys where one of both has no mask. */
export interface HeadEffect {
  layer: number;
  head: number;
  masked: boolean;
  before: number[][];
  after: number[][];
  difference: number[][];
  /** The mean share of its attention that a token spends elsewhere, 0 to 1. */
  moved: number;
}

/** Columns over the kept steps. */
export interface HeadHistory {
  /** The rule by which a head has a role, for people. */
  rule: string;
  /** The least score of a role, on the repeated random sequence. */
  least: number;
  /** For how many kept steps in a row a role must last to count as taken on. */
  lasting: number;
  /** Kept steps, in order. */
  steps: number[];
  /** Layer by layer, head by head. */
  heads: HeadColumn[];
  /** Roles that were taken on and lasted, in the order of their steps. */
  takenOn: RoleTaken[];
}

/** One head over the whole prompt. */
export interface HeadInspection {
  layer: number;
  head: number;
  /** q.k [T][T], the masked half too: what the mask hides is real. */
  raw: number[][];
  /** q.k / sqrt(D) [T][T] (equal to Raw when the model does not scale). */
  scaled: number[][];
  /** [T][D] */
  query: number[][];
  /** [T][D] */
  key: number[][];
  /** [T][D] */
  value: number[][];
  /** Weights times values [T][D]. */
  output: number[][];
  /** sqrt(D), or 1 when the model does not scale. */
  divisor: number;
  /** Whether the future is hidden. */
  masked: boolean;
  /** x, what the attention layer was given [T][C]; empty rows in a lesson that starts from queries. */
  input: number[][];
  /** W in q = x W + b [C][D]; null where the weights are a fixed average and there are no queries. */
  queryWeight: number[][] | null;
  /** b [D]; null where the model has none. */
  queryBias: number[] | null;
  /** What interventions add to Scaled [T][T]: 0, the logarithm of a factor, or null for minus infinity; null where no cell of the head is changed. */
  added: (number | null)[][] | null;
}

/** Something a model is made of. */
export interface IngredientInfo {
  /** The field of `model` that sets it. */
  name: string;
  /** For people: "causal mask". */
  title: string;
  /** Why this preset has no such switch, as half a sentence; null where it has. A request that changes it nevertheless is refused with these words. */
  absent: string | null;
}

/** Asks for a capture. With layer and head the answer holds that head's full arithmetic, with token that row's. */
export interface InspectRequest {
  prompt?: string | null;
  /** A step whose weights are kept; the newest when left out. */
  step?: number | null;
  layer?: number | null;
  head?: number | null;
  /** Position of the querying token. */
  token?: number | null;
  /** Whether the answer holds the affinities of every head, which are as many as the weights. */
  affinities?: boolean;
  /** What is changed in the pass; everything in the answer is what the model then does. */
  interventions?: InterventionsRequest | null;
}

/** What a prompt did in the model. T = tokens, D = channels of a head; every number is the model's own float32. */
export interface Inspection {
  /** The step whose weights were used. */
  step: number;
  /** What the model saw: the last tokens of the prompt that fit its context. */
  tokens: Token[];
  /** Tokens at the front of the prompt that did not fit the context. */
  dropped: number;
  layers: number;
  heads: number;
  /** Attention weights [layer][head][query][key], key <= query (all keys when the model has no mask). */
  weights: number[][][][];
  /** Scaled affinities before the softmax, of the same cells; empty when they were not asked for. */
  affinities: number[][][][];
  /** The asked-for head in full; null when layer and head were left out. */
  head: HeadInspection | null;
  /** The asked-for row in full; null when layer, head and token were left out. */
  row: RowInspection | null;
  /** The likeliest next tokens after the prompt. */
  next: Candidate[];
}

/** Layers, heads and tokens count from 0; tokens are those that the model sees, not those dropped before them. */
export interface InterventionsRequest {
  heads?: KnockoutChoice[] | null;
  cells?: CellChoice[] | null;
  tokens?: TokenChange[] | null;
  /** Every token sees the later ones, too. */
  liftMask?: boolean | null;
  /** Affinities are not divided by sqrt(D). */
  dropScale?: boolean | null;
}

/** What the configuration says about keeping. */
export interface KeepingRules {
  /** Most checkpoints of a run (Lab:KeptCheckpoints). */
  checkpoints: number;
  /** How long deleted runs can be had back (Lab:DeletedDays). */
  deletedDays: number;
  /** Most bytes of deleted runs; the oldest go first (Lab:MaxDeletedBytes). */
  deletedBytes: number;
}

/** A step whose weights and moments are on disk. */
export interface KeptCheckpoint {
  step: number;
  bytes: number;
  /** The estimate made at that step; null where there is none. */
  valLoss: number | null;
  /** Whether its estimate is the lowest of all that are kept; the best is never given up. */
  best: boolean;
}

/** Which steps have a frame, and which probe text each is of: the last whose FromStep is not after it. */
export interface KeptFrames {
  steps: number[];
  probes: ProbeTokens[];
}

/** A head whose output is replaced. */
export interface KnockoutChoice {
  layer?: number | null;
  head?: number | null;
  /** `zero` (also when left out), or `mean`: the mean of its outputs over all positions. */
  by?: 'zero' | 'mean' | null;
}

export interface KnockoutColumn {
  layer: number;
  head: number;
  /** Loss with the head's output at zero minus the loss as it is; above 0 where the head helps. */
  change: number[];
}

/** What each head was worth over a run: how the loss changed without it. */
export interface KnockoutHistory {
  /** What was measured, for people. */
  rule: string;
  windows: number;
  windowTokens: number;
  /** In order; not every estimate has one. */
  steps: number[];
  /** Of the model as it is, nats per token. */
  loss: number[];
  /** Layer by layer, head by head. */
  heads: KnockoutColumn[];
}

/** The prediction after every part; columns are [T]. */
export interface Lens {
  step: number;
  tokens: Token[];
  dropped: number;
  position: number;
  /** What is followed at each position [T]. */
  followed: Token[];
  stages: LensRow[];
  /** What mixes tokens in this model: attention, average or fusion. */
  mixing: 'attention' | 'average' | 'fusion';
  /** What the numbers mean for this model, for people. */
  rule: string;
}

export type LensPlaceName = 'embedding' | 'mixing' | 'feedForward';

/** Asks for the prediction after every part of the model. */
export interface LensRequest {
  prompt?: string | null;
  step?: number | null;
  /** The position whose candidates are listed; the last when left out. */
  position?: number | null;
  /** A token to follow, by id or text; what the model ends with at each position when both are left out. */
  token?: number | null;
  text?: string | null;
  interventions?: InterventionsRequest | null;
}

export interface LensRow {
  place: LensPlaceName;
  /** Null after the embedding. */
  layer: number | null;
  /** The likeliest at each position. */
  top: Token[];
  /** Of the likeliest. */
  probability: number[];
  /** Probability of the token that is followed. */
  followed: number[];
  /** Its rank, 1 for the likeliest. */
  ranks: number[];
  /** In nats. */
  entropy: number[];
  /** The likeliest at the position that was asked for. */
  candidates: Candidate[];
}

/** Smallest and largest allowed values; a request outside is refused with the same numbers. */
export interface Limits {
  layers: number;
  heads: number;
  channels: number;
  context: number;
  batch: number;
  steps: number;
  corpusBytes: number;
  promptCharacters: number;
  generatedTokens: number;
  nameCharacters: number;
}

/** That the server answers. */
export interface Liveness {
  status: string;
}

/** One entry per trained step, and beside it one per loss estimate. Losses in nats per token. */
export interface Metrics {
  step: number[];
  trainLoss: (number | null)[];
  learningRate: number[];
  gradientNorm: (number | null)[];
  tokensPerSecond: (number | null)[];
  eval: Estimates;
}

/** How a token takes in what came before it. */
export type Mixer = 'none' | 'average' | 'attention' | 'wavenet';

/** Numbers and switches that replace the preset's. */
export interface ModelOverrides {
  layers?: number | null;
  heads?: number | null;
  channels?: number | null;
  context?: number | null;
  dropout?: number | null;
  mixer?: 'none' | 'average' | 'attention' | 'wavenet' | null;
  activation?: 'relu' | 'gelu' | 'gelutanh' | null;
  feedForward?: boolean | null;
  /** Hidden numbers of the feed-forward, as a multiple of the channels. */
  widening?: number | null;
  residual?: boolean | null;
  layerNorm?: boolean | null;
  mask?: boolean | null;
  scale?: boolean | null;
  positions?: boolean | null;
  /** A bias on queries, keys and values. */
  attentionBias?: boolean | null;
  /** Whether the token embeddings score; then headBias is false where it is left out. */
  tiedHead?: boolean | null;
  headBias?: boolean | null;
}

/** Asks for a new race. What is left out follows from the first racer's preset. */
export interface NewRace {
  name?: string | null;
  /** Shared by all racers, as are seed, steps and probe. */
  corpus?: string | null;
  task?: TaskChoice | null;
  tokens?: TokenChoice | null;
  seed?: number | null;
  steps?: number | null;
  probe?: string | null;
  /** Windows per step, for all racers; without it their presets have to agree. */
  batch?: number | null;
  /** Tokens per window, for all racers; without it their presets have to agree. */
  context?: number | null;
  /** Steps between two estimates of the loss, and batches of an estimate, for all racers. */
  evalEvery?: number | null;
  evalBatches?: number | null;
  racers?: NewRacer[] | null;
}

/** A racer of a new race: a preset and what is different from it. */
export interface NewRacer {
  name?: string | null;
  preset?: string | null;
  /** torchsharp or managed; the lab's default when left out. */
  engine?: 'torchsharp' | 'managed' | null;
  model?: ModelOverrides | null;
  /** Batch, steps and estimates belong to the race and are not allowed here. */
  training?: TrainingOverrides | null;
}

/** Asks for a new run. What is left out follows from the preset. */
export interface NewRun {
  name?: string | null;
  preset?: string | null;
  corpus?: string | null;
  /** Sizes of a task's examples; of task corpora only. */
  task?: TaskChoice | null;
  /** How the text becomes tokens; characters when left out. */
  tokens?: TokenChoice | null;
  seed?: number | null;
  /** Shorthand for training.steps. */
  steps?: number | null;
  probe?: string | null;
  /** torchsharp or managed; the lab's default when left out. */
  engine?: 'torchsharp' | 'managed' | null;
  model?: ModelOverrides | null;
  training?: TrainingOverrides | null;
}

export type OptimizerKind = 'adamw' | 'sgd' | 'muon';

/** What shuffling all tokens but the last does to the last one's prediction. */
export interface OrderFacts {
  /** Part of the probability, 0 to 1, that goes to other tokens. */
  moved: number;
  /** The largest change of any logit. */
  largestLogit: number;
}

/** Where a fork comes from. */
export interface ParentRun {
  id: string;
  /** The parent's name when it was forked. */
  name: string;
  /** The checkpoint that the fork started from. */
  step: number;
  /** What it changed, for people, such as "learning rate 0.003 to 0.001"; empty when nothing. */
  changes: string[];
}

export type PartName = 'tokenEmbedding' | 'positionEmbedding' | 'head' | 'attentionBias' | 'feedForward' | 'feedForwardBias' | 'normBias' | 'headBias';

/** A passage in tokens. */
export interface Passage {
  /** 256, or as many as there are. */
  characters: number;
  /** Each as it is shown. */
  tokens: string[];
  /** Of one head's attention matrix over it, the masked half left out: T (T + 1) / 2. */
  cells: number;
}

/** All presets, which one is the default, and what values are allowed. */
export interface PresetCatalog {
  presets: PresetInfo[];
  default: string;
  defaultCorpus: string;
  defaultCorpusReason: string | null;
  limits: Limits;
  engines: EngineChoice;
}

/** A preset with every number it implies. */
export interface PresetInfo {
  /** Used in requests. */
  name: string;
  title: string;
  /** One sentence: what it is for and roughly how long it takes. */
  summary: string;
  model: GptConfig;
  training: TrainingConfig;
  /** Trainable numbers, with the default corpus's vocabulary. */
  parameters: number;
  /** Every ingredient, and whether it can be switched here. */
  ingredients: IngredientInfo[];
}

/** A probe text with its tokens. */
export interface ProbeTokens {
  fromStep: number;
  text: string;
  tokens: string[];
}

export interface ProblemDetails {
  type?: string | null;
  title?: string | null;
  status?: number | null;
  detail?: string | null;
  instance?: string | null;
  /** What is wrong, by field. */
  errors?: Record<string, string[]>;
  /** Where a step's weights are not kept: the nearest steps whose weights are. */
  nearest?: number[];
  /** The characters of a prompt that a run's text does not have, each once. */
  unknown?: string[];
}

/** A race as lists and pages show it. Each racer is a run of its own, with its own metrics, frames, samples and checkpoints. */
export interface RaceInfo {
  id: string;
  name: string;
  /** That of the racers who are still in it; failed when none is. */
  status: RunStatus;
  /** Steps that every racer who is still in it has done. */
  step: number;
  /** Steps asked for, the same for all. */
  steps: number;
  /** In the order of their lanes. */
  runs: Racer[];
  /** What a person should know, such as from where an interrupted race goes on. */
  message: string | null;
  /** Id of the corpus that all racers train on. */
  corpus: string;
  seed: number;
  /** Windows per step and tokens per window, the same for all: otherwise their batches would differ. */
  batch: number;
  context: number;
  /** The fixed text on which the attention of all racers is shown. */
  probe: string;
  /** The probe's tokens, as text. */
  probeTokens: string[];
  created: string;
}

/** A run that races. */
export interface Racer {
  /** Of the run. */
  id: string;
  /** What its lane is called. */
  name: string;
  /** The step at which it left the race because it could not go on; its run's message says why. Null while it is in it. */
  outAt: number | null;
  /** Mean time of its last steps, without the others' turns; null before the first. */
  stepMilliseconds: number | null;
  /** Tokens of a step over that time. */
  tokensPerSecond: number | null;
  /** Its part, 0 to 1, of the time that all racers spent in steps; null before the first. */
  timeShare: number | null;
}

/** Whether the server can train. */
export interface Readiness {
  /** ready, or why not. */
  status: string;
  /** Whether a run trains. */
  training: boolean;
  /** Time since the last step ended; null when none trains. */
  lastStepAgeSeconds: number | null;
  /** Of runs that name none: "TorchSharp 0.107 (not loaded yet)". */
  engine: string;
  /** Why it is not TorchSharp although nobody chose so, or why it cannot compute; null else. */
  engineReason: string | null;
}

export type RoleName = 'none' | 'previousToken' | 'firstToken' | 'duplicateToken' | 'induction';

/** A head has had a role from a step on, and kept it for as long as the rule asks. */
export interface RoleTaken {
  step: number;
  layer: number;
  head: number;
  role: RoleName;
}

/** Means over all windows, layers, heads and rows that see at least two tokens. */
export interface RowFacts {
  /** The largest weight of a row. */
  peak: number;
  /** The same if every row were even. */
  evenPeak: number;
  /** Part of the rows whose largest weight is at least 0.9. */
  oneHotShare: number;
  /** Of a row, in nats. */
  entropy: number;
  /** The same if every row were even. */
  evenEntropy: number;
  /** Part of the weight on later tokens. */
  future: number;
  /** The largest difference of any weight from an even row's. */
  fromEven: number;
  /** Part of the weight that two heads of a layer put on different tokens; null with one head. */
  headsApart: number | null;
}

/** One row of one head, down to the arithmetic. K = visible keys. */
export interface RowInspection {
  layer: number;
  head: number;
  token: number;
  /** What the attention layer was given for this token [C]. */
  x: number[];
  /** Query [D]. */
  q: number[];
  /** Keys [K][D]. */
  k: number[][];
  /** Values [K][D]. */
  v: number[][];
  /** q times k, element by element [K][D]. */
  products: number[][];
  /** q.k [K]. */
  raw: number[];
  /** q.k of the later tokens that the mask hides [T - K]: real numbers, but the softmax is given minus infinity. */
  hidden: number[];
  /** sqrt(D), or 1 when the model does not scale. */
  divisor: number;
  /** Divided by sqrt(D) [K]. */
  scaled: number[];
  /** What interventions add to Scaled [K]: 0, the logarithm of a factor, or null for minus infinity; null where no cell of the head is changed. */
  added: (number | null)[] | null;
  /** The largest of Scaled, with what is added. */
  max: number;
  /** exp(scaled + added - max) [K]. */
  exp: number[];
  /** Sum of Exp. */
  sum: number;
  /** Softmax [K]. */
  weights: number[];
  /** Weights times values [D]. */
  output: number[];
}

/** What one run takes. */
export interface RunBytes {
  id: string;
  /** Everything but its checkpoints. */
  history: number;
  weights: number;
}

/** What can be changed of a run; null leaves it as it is. */
export interface RunChange {
  name?: string | null;
  /** All tags that it shall have; those it has are replaced. */
  tags?: string[] | null;
  learningRate?: number | null;
  probe?: string | null;
}

/** A run as lists and pages show it. Losses are in nats per token. */
export interface RunInfo {
  id: string;
  name: string;
  status: RunStatus;
  /** Words that people put on it, to find it again. */
  tags: string[];
  /** Steps done. */
  step: number;
  /** Steps asked for. */
  steps: number;
  /** Loss of the last step's batch; null before the first step. */
  trainLoss: number | null;
  /** Last estimate on the validation split; null before the first estimate. */
  valLoss: number | null;
  /** The step of the last estimate; null before the first, and where a record of an older version does not say. */
  evalStep: number | null;
  /** How many batches that estimate is over where it is an early one; null where it is over all. */
  earlyBatches: number | null;
  /** Share of a task's held-out examples that were answered rightly at the last estimate, 0 to 1; null before it and where the corpus is no task. */
  accuracy: number | null;
  /** The last validation loss in bits per character, whatever the tokens: what runs with different tokens are compared by. Null before the first estimate, and for a task, whose loss is that of its answers. */
  bitsPerCharacter: number | null;
  /** Throughput of the last second or so; null when not training. */
  tokensPerSecond: number | null;
  /** Expected time to the last step; null when not training. */
  etaSeconds: number | null;
  /** Trainable numbers in the model. */
  parameters: number;
  preset: string;
  /** It is the recording that comes with the lab: made by a real run, and only to be looked at. */
  isRecording: boolean;
  /** Id of the corpus. */
  corpus: string;
  /** Sizes of the task; null where the corpus is none. */
  task: TaskSizes | null;
  /** How the text becomes tokens. */
  tokens: TokenSettings | null;
  seed: number;
  /** What computes it: one of EngineNames, or a name that this build does not know. */
  engine: string;
  /** Of its numbers. */
  precision: 'float32';
  /** Where it is computed: cpu or cuda; null for runs from before there was a choice. */
  device: string | null;
  /** Threads that its steps are computed with; null where any number gives the same bits. */
  threads: number | null;
  model: GptConfig;
  training: TrainingConfig;
  /** The fixed text on which attention is shown while training. */
  probe: string;
  /** The probe's tokens, as text. */
  probeTokens: string[];
  /** Last text the model wrote, and at which step. */
  sample: Sample | null;
  /** What a person should know, such as why it failed. */
  message: string | null;
  created: string;
  /** The run that this one was forked from; null for a run that started from nothing. */
  parent: ParentRun | null;
  /** Where the run came from when it was not started here, such as "nanoGPT checkpoint ckpt.pt"; null when it was. */
  origin: string | null;
  /** Whether weights are there to inspect and generate with. */
  hasWeights: boolean;
  /** Id of the race that it is a racer of; null for a single run. */
  race: string | null;
}

/** Answers a request for a new run without starting it. Nothing is written, fetched or loaded for it. */
export interface RunOutline {
  /** What the request would be refused for, a sentence for each field by its JSON name; empty where the run could be started. */
  errors: Record<string, string>;
  /** The model with every number that the request leaves out; null where there is no such preset. Its vocabulary is that of the text, where long? RunOutline.Parameters is known. */
  model: GptConfig | null;
  /** The training with every number that the request leaves out; null where there is no such preset. */
  training: TrainingConfig | null;
  /** Trainable numbers; null where the model cannot be built, or its vocabulary is not known because the text is not on this machine. */
  parameters: number | null;
  /** What training keeps in memory; null where long? RunOutline.Parameters is. */
  memory: TrainingMemory | null;
  /** The expected time on each engine of this build; none where long? RunOutline.Parameters is null. */
  times: ExpectedTime[];
}

export type RunStatus = 'running' | 'paused' | 'finished' | 'stopped' | 'failed' | 'interrupted';

/** Text written by the model at a step. */
export interface Sample {
  step: number;
  text: string;
}

/** Scores, 0 to 1 but for the distance (tokens); null where the text has no repetition to score on. */
export interface ScoreColumns {
  previousToken: number[];
  firstToken: number[];
  duplicateToken: (number | null)[];
  induction: (number | null)[];
  entropy: number[];
  distance: number[];
}

/** A possible next token before and after. */
export interface ShiftedCandidate {
  id: number;
  text: string;
  logitBefore: number;
  logitAfter: number;
  probabilityBefore: number;
  probabilityAfter: number;
  rankBefore: number;
  rankAfter: number;
}

/** Root mean squares. */
export interface StreamFacts {
  /** What the first block is given, then what each block hands on. */
  sizes: number[];
  /** What each block's attention or average is given, after its normalisation. */
  given: number[];
}

/** Asks for the sizes of a task's examples (JSON: task). A length that is left out is the default, or the longest that fits the context. */
export interface TaskChoice {
  length?: number | null;
  symbols?: number | null;
}

export interface TaskExample {
  question: string;
  answer: string;
}

/** Examples of a task. */
export interface TaskFacts {
  /** With what was left out filled in. */
  settings: TaskSizes;
  /** Examples to train on. */
  trained: number;
  /** Examples kept for measuring; none of them occurs in training. */
  heldOut: number;
  /** The first of the held-out ones. */
  examples: TaskExample[];
}

/** A task that can be trained on. */
export interface TaskInfo {
  /** What is asked, and what a head has to do for it. */
  summary: string;
  length: TaskNumber;
  symbols: TaskNumber;
}

/** A size of a task, and what is allowed. */
export interface TaskNumber {
  title: string;
  default: number;
  least: number;
  most: number;
}

/** The sizes of a run's task. */
export interface TaskSizes {
  length: number;
  symbols: number;
}

/** How close what was measured comes to what is asked. */
export type TimeBasis = 'none' | 'same' | 'between' | 'beyond';

/** A token of a prompt. */
export interface Token {
  id: number;
  text: string;
}

/** A token that could have come at a place of a generated text. Rank 1 is the likeliest. */
export interface TokenCandidate {
  id: number;
  text: string;
  rank: number;
  /** The model's own. */
  logit: number;
  /** Before temperature, top-k and top-p. */
  ownProbability: number;
  /** In nats. */
  ownLogProbability: number;
  /** In the distribution that was drawn from; 0 for a token that top-k or top-p left out. */
  probability: number;
  /** In nats; null for a token that could not be drawn. */
  logProbability: number | null;
}

/** A token that is read as another; by its id, or by a text that is one token. */
export interface TokenChange {
  position?: number | null;
  id?: number | null;
  text?: string | null;
}

/** Asks for tokens (JSON: tokens). */
export interface TokenChoice {
  /** characters (when left out) or bytePairs. */
  kind?: 'characters' | 'bytePairs' | null;
  /** Different tokens, of byte pairs only: at least the 256 bytes, at most what the text allows; 512 when left out. */
  vocabulary?: number | null;
}

/** What a text becomes with some tokens; every number is counted. */
export interface TokenFacts {
  kind: string;
  vocabulary: number;
  /** Of the whole text. */
  characters: number;
  tokens: number;
  /** Tokens by characters, of the whole text. */
  perCharacter: number;
  /** Width of the embedding, and the numbers in its table: vocabulary times channels. */
  channels: number;
  embedding: number;
  /** A passage of the text that validates. */
  passage: Passage;
}

/** The tokens of a run. */
export interface TokenSettings {
  /** characters or bytePairs, or what the run was brought with. */
  kind: string;
  /** Different tokens. */
  vocabulary: number;
  /** Tokens for a character of the text that validates; 1 with characters. */
  perCharacter: number;
}

export interface TrainingConfig {
  /** Windows per step, B. */
  batch: number;
  /** Steps of the whole run; the cosine ends there. */
  steps: number;
  /** The highest learning rate, reached after the warm-up. */
  learningRate: number;
  /** The learning rate at the last step; equal to the highest for a constant one. */
  minLearningRate: number;
  /** Steps over which the learning rate rises from 0. */
  warmup: number;
  /** Decoupled weight decay, on matrices only. */
  weightDecay: number;
  /** The longest gradient (L2 norm over all parameters); 0 does not clip. */
  gradientClip: number;
  /** Steps between two estimates of the loss. */
  evalEvery: number;
  /** Batches that an estimate averages over, for each half of the corpus. */
  evalBatches: number;
  /** Whether it is measured early, too: at steps 1, 10, 25, 50 and 100, on fewer batches. Not so where a person chose how often, nor in runs from before there was this. */
  earlyEstimates: boolean;
  optimizer: OptimizerKind;
}

/** Bytes that training keeps from one step to the next, exact; what a step keeps until its backward pass comes on top, and depends on the engine. */
export interface TrainingMemory {
  /** 4 for each parameter. */
  weights: number;
  /** As many. */
  gradients: number;
  /** AdamW keeps two numbers for each parameter, SGD none, Muon one for each cell of a matrix inside the blocks and two for the rest. */
  optimizer: number;
  total: number;
}

/** Training numbers that replace the preset's. */
export interface TrainingOverrides {
  batch?: number | null;
  steps?: number | null;
  learningRate?: number | null;
  minLearningRate?: number | null;
  warmup?: number | null;
  weightDecay?: number | null;
  gradientClip?: number | null;
  evalEvery?: number | null;
  evalBatches?: number | null;
  optimizer?: 'adamw' | 'sgd' | 'muon' | null;
}
