// Generated from src/Heaptrail.Report/Contract by the test PageTypesTests; do not edit.

export interface AllocationInfo {
  count: number | null;
  bytes: number;
  liveCount: number | null;
  liveBytes: number | null;
  samples: number | null;
}

export interface AllocationSite {
  function: string;
  file: string;
  line: number;
  column: number;
  share: number;
}

export interface AllocationsView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  file: string;
  recording: string;
  by: string;
  sort: string;
  sum: AllocationInfo;
  samples: SamplesInfo | null;
  functions: number;
  rows: FunctionInfo[];
  stacks: StackInfo[];
  object: ObjectInfo | null;
  stack: CallInfo[];
}

export interface BucketInfo {
  fromSeconds: number;
  toSeconds: number;
  afterId: number;
  lastId: number;
  count: number;
  bytes: number;
}

export interface CallInfo {
  function: string;
  location: SourceLocation | null;
}

export interface CaptureInfo {
  number: number;
  file: string;
  name: string;
  kind: string;
  bytes: number;
  modifiedAt: string | null;
}

export interface ClassInfo {
  class: string;
  location: SourceLocation | null;
  count: number;
  distance: number | null;
  shallowBytes: number;
  retainedBytes: number;
}

export interface ClassPlace {
  location: SourceLocation | null;
  count: number;
}

export interface ComparedClassInfo {
  class: string;
  location: SourceLocation | null;
  counts: number[];
  shallowBytes: number[];
  newCount: number;
  newBytes: number;
  deletedCount: number;
  deletedBytes: number;
  countDelta: number;
  bytesDelta: number;
  survivorCount: number;
  survivorBytes: number;
  growsEveryTime: boolean;
  exampleId: number | null;
}

export interface ComparedSnapshot {
  file: string;
  nodes: number;
  edges: number;
  totalBytes: number;
}

export interface CoreFieldInfo {
  kind: string;
  name: string;
  key: CoreValueInfo | null;
  value: CoreValueInfo;
}

export interface CoreFrameInfo {
  kind: string;
  address: string;
  function: string;
  functionAddress: string | null;
  place: string;
  isConstruct: boolean;
  bytecodeOffset: number | null;
  receiver: CoreValueInfo | null;
  arguments: CoreValueInfo[];
  argumentCount: number;
}

export interface CoreThreadInfo {
  thread: number;
  isMain: boolean;
  frameCount: number;
  frames: CoreFrameInfo[];
}

export interface CoreValueInfo {
  kind: string;
  address: string | null;
  name: string;
  text: string;
  length: number | null;
  fields: CoreFieldInfo[];
  unread: number;
  isCircular: boolean;
}

export interface CrashInfo {
  signal: number;
  isHeapLimit: boolean;
  message: string | null;
  seconds: number;
  threads: CoreThreadInfo[];
}

export interface DiffView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  snapshots: ComparedSnapshot[];
  classes: number;
  rows: ComparedClassInfo[];
  growingObjects: number;
  growing: GrowingObjectInfo[];
  warnings: string[];
}

export interface Dismissal {
  what: string;
  why: string;
  bytes: number;
}

export interface DominatedInfo {
  level: number;
  place: number;
  siblings: number;
  object: ObjectInfo;
  isAccumulation: boolean;
}

export interface DominatorsView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  file: string;
  totalBytes: number;
  object: ObjectInfo;
  rows: DominatedInfo[];
}

export interface DuplicatesInfo {
  groups: number;
  strings: number;
  shallowBytes: number;
  wastedBytes: number;
  cutGroups: number;
  chosen: number;
}

export interface EntriesInfo {
  kind: string;
  count: number;
  unseen: number;
  capacity: number;
  items: EntryInfo[];
}

export interface EntryInfo {
  key: FieldValue | null;
  value: FieldValue | null;
}

export interface FieldInfo {
  edge: PathEdge;
  target: FieldValue;
}

export interface FieldValue {
  object: ObjectInfo;
  value: string | null;
}

export interface FieldsInfo {
  count: number;
  items: FieldInfo[];
}

export interface Finding {
  rank: number;
  rule: string;
  cause: 'other' | 'unbounded-cache' | 'module-array' | 'global' | 'event-listener' | 'timer' | 'closure' | 'unreleased-resource' | 'promise' | 'async-context' | 'detached' | 'native-buffer' | 'string-slice' | 'code' | 'native';
  confidence: 'suspect' | 'likely' | 'certain';
  title: string;
  sentence: string;
  unit: LeakUnit;
  growth: LeakGrowth;
  holder: Holder;
  path: PathStep[];
  otherPaths: number;
  allocatedAt: AllocationSite[];
  fix: SuggestedFix;
  fingerprint: string;
  ignored: boolean;
  ignoreReason: string | null;
}

export interface FunctionInfo {
  level: number;
  place: number;
  siblings: number;
  function: string;
  location: SourceLocation | null;
  self: AllocationInfo;
  total: AllocationInfo;
}

export interface GrowingObjectInfo {
  object: ObjectInfo;
  references: number[];
  retainedBytes: number[];
}

export interface HeldStep {
  edge: PathEdge | null;
  object: ObjectInfo;
  skipped: number;
}

export interface Holder {
  name: string;
  kind: 'internal' | 'module variable' | 'closure variable' | 'property' | 'global' | 'static field';
  class: string;
  id: number;
  location: SourceLocation | null;
}

export interface InspectView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  file: string;
  totalBytes: number;
  objects: InspectedObject[];
}

export interface InspectedObject {
  object: ObjectInfo;
  value: string | null;
  location: SourceLocation | null;
  classes: string[];
  constructor: ObjectInfo | null;
  prototype: ObjectInfo | null;
  dominator: ObjectInfo | null;
  path: HeldStep[];
  retainers: number;
  properties: FieldsInfo;
  elements: FieldsInfo;
  entries: EntriesInfo | null;
  scopes: ScopeInfo[];
  internals: FieldsInfo;
}

export interface LargeStringInfo {
  object: ObjectInfo;
  isCut: boolean;
  holders: StringHolderInfo[];
}

export interface LatencyInfo {
  p50: number;
  p99: number;
  max: number;
}

export interface LeakGrowth {
  retainedBytes: number[];
  added: number;
  perRequest: number | null;
}

export interface LeakReport {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  verdict: 'inconclusive' | 'no-leak' | 'suspects' | 'leak';
  summary: string;
  target: TargetInfo | null;
  snapshots: SnapshotInfo[];
  matchedBy?: string | null;
  memory: MemorySample[];
  load: LoadInfo | null;
  findings: Finding[];
  dismissed: Dismissal[];
  warnings: string[];
  recipe?: RecipeInfo | null;
  crash?: CrashInfo | null;
  verification?: VerificationInfo | null;
}

export interface LeakUnit {
  class: string;
  objects: number[];
  added: number;
  perRequest: number | null;
  contains: UnitContent[];
}

export interface LoadInfo {
  requests: number;
  perSecond: number;
  failed: number;
  latencyMilliseconds: LatencyInfo | null;
}

export interface MemorySample {
  at: string;
  rss: number | null;
  heapTotal: number | null;
  heapUsed: number | null;
  external: number | null;
  arrayBuffers: number | null;
  afterGc: boolean;
}

export interface NativeContextInfo {
  object: ObjectInfo;
  shallowBytes: number;
}

export interface NativeContextsInfo {
  contexts: NativeContextInfo[];
  sharedBytes: number;
  otherBytes: number;
}

export interface ObjectInfo {
  id: number;
  class: string;
  name: string;
  type: string;
  distance: number | null;
  shallowBytes: number;
  retainedBytes: number;
}

export interface ObjectRow {
  object: ObjectInfo;
  preview: string;
  location: SourceLocation | null;
}

export interface ObjectsView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  file: string;
  totalBytes: number;
  class: string;
  count: number;
  shallowBytes: number;
  places: ClassPlace[];
  rows: ObjectRow[];
}

export interface PageData {
  session: SessionView;
  report: LeakReport;
  sources: SourcesView;
  summary: SummaryView | null;
  diff: DiffView | null;
  dominators: DominatorsView | null;
  strings: StringsView | null;
  objects: InspectView | null;
  retainers: RetainersView[];
  cuts: RetainedView[];
  timeline: TimelineView | null;
  allocations: AllocationsView | null;
}

export interface PathEdge {
  type: string;
  name: string;
}

export interface PathStep {
  edge: PathEdge;
  id: number;
  class: string;
  name: string;
  retainedBytes: number;
  location: SourceLocation | null;
  repeated: number;
}

export interface PatternStepInfo {
  edge: PathEdge;
  object: ObjectInfo;
  location: SourceLocation | null;
  isOne: boolean;
  isRepeated: boolean;
  isCut: boolean;
}

export interface QueryColumnInfo {
  name: string;
  unit: string;
}

export interface QueryView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  file: string;
  query: string;
  columns: QueryColumnInfo[];
  rowCount: number;
  rows: ((string | number | boolean | QueryObject | null)[])[];
}

export interface RecipeInfo {
  command: string[];
  urls: string[];
  load: string | null;
  requests: number;
  connections: number;
  rounds: number;
  warmup: number;
  sliceSeconds: number | null;
  settleSeconds: number;
  method?: string | null;
}

export interface RefusalView {
  error: string;
}

export interface RemovedClassInfo {
  class: string;
  count: number;
}

export interface RemovedEdgeInfo {
  from: ObjectInfo;
  edge: PathEdge;
  to: ObjectInfo;
}

export interface RetainedClassInfo {
  class: string;
  count: number;
  all: number;
  shallowBytes: number;
}

export interface RetainedView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  file: string;
  totalBytes: number;
  objects: ObjectInfo[];
  removedClasses: RemovedClassInfo[];
  removedEdges: RemovedEdgeInfo[];
  count: number;
  retainedBytes: number;
  separateBytes: number;
  classes: number;
  rows: RetainedClassInfo[];
}

export interface RetainerInfo {
  level: number;
  place: number;
  siblings: number;
  edge: PathEdge;
  object: ObjectInfo;
  isCycle: boolean;
  isRoot: boolean;
  isIgnored: boolean;
  isOutOfReach: boolean;
}

export interface RetainerPatternInfo {
  steps: PatternStepInfo[];
  isHeld: boolean;
  count: number;
  shallowBytes: number;
  retainedBytes: number;
  exampleId: number;
}

export interface RetainerPatternsView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  file: string;
  totalBytes: number;
  class: string;
  count: number;
  retainedBytes: number;
  patterns: number;
  rows: RetainerPatternInfo[];
}

export interface RetainersView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  file: string;
  totalBytes: number;
  object: ObjectInfo;
  ignored: number[];
  isReached: boolean;
  rows: RetainerInfo[];
  dominators: ObjectInfo[];
}

export interface RunFigures {
  node: string | null;
  command: string;
  perSecond: number | null;
  latencyMilliseconds: LatencyInfo | null;
  heapPerRequest: number | null;
  processPerRequest: number | null;
}

export interface SamplesInfo {
  count: number;
  first: number;
  last: number;
  from: number;
  to: number;
}

export interface ScopeInfo {
  id: number;
  retainedBytes: number;
  variables: FieldsInfo;
}

export interface SessionView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  captures: CaptureInfo[];
  compared: number[];
  areValuesShown: boolean;
  mostUploadBytes: number;
}

export interface SnapshotInfo {
  file: string;
  label: string;
  method: string;
  nodes: number;
  edges: number;
  shallowBytes: number;
  takenAt: string | null;
  requests: number | null;
  pauseMilliseconds: number | null;
}

export interface SourceExcerpt {
  file: string;
  line: number;
  first: number;
  lines: string[];
}

export interface SourceLocation {
  file: string;
  line: number;
  column: number;
}

export interface SourcesView {
  schemaVersion: number;
  excerpts: SourceExcerpt[];
}

export interface StackInfo {
  calls: CallInfo[];
  self: AllocationInfo;
}

export interface StatisticsInfo {
  totalBytes: number;
  codeBytes: number;
  stringBytes: number;
  arrayBytes: number;
  typedArrayBytes: number;
  systemBytes: number;
  otherBytes: number;
  otherNativeBytes: number;
}

export interface StringGroupInfo {
  value: string;
  isCut: boolean;
  count: number;
  shallowBytes: number;
  wastedBytes: number;
  retainedBytes: number;
  firstId: number;
  holders: StringHolderInfo[];
  length: number | null;
}

export interface StringHolderInfo {
  class: string;
  field: string;
  kind: string;
  count: number;
  share: number;
}

export interface StringsView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  file: string;
  totalBytes: number;
  strings: number;
  stringBytes: number;
  duplicates: DuplicatesInfo;
  groups: StringGroupInfo[];
  largest: LargeStringInfo[];
}

export interface SuggestedFix {
  text: string;
  doc: string;
}

export interface SummaryView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  file: string;
  node: string | null;
  nodes: number;
  edges: number;
  statistics: StatisticsInfo;
  nativeContexts: NativeContextsInfo | null;
  only: string[];
  classes: number;
  rows: ClassInfo[];
}

export interface TargetInfo {
  pid: number;
  node: string | null;
  command: string;
  isolate: string;
}

export interface TimelineView {
  schemaVersion: number;
  tool: ToolInfo;
  command: string;
  file: string;
  seconds: number;
  before: BucketInfo;
  buckets: BucketInfo[];
  range: BucketInfo;
  classes: number;
  rows: ClassInfo[];
}

export interface ToolInfo {
  name: string;
  version: string;
}

export interface UnitContent {
  class: string;
  added: number;
  perRequest: number | null;
}

export interface VerificationInfo {
  outcome: 'inconclusive' | 'fixed' | 'still-leaks' | 'another-leak' | 'still-none';
  baseline: string;
  leaks: VerifiedLeak[];
  before: RunFigures;
  after: RunFigures;
}

export interface VerifiedLeak {
  fingerprint: string;
  title: string;
  fate: 'fixed' | 'still' | 'new';
  before: number | null;
  after: number | null;
}

export interface QueryObject {
  id: number;
  class: string;
  name: string;
  type: string;
  reference?: string;
}
