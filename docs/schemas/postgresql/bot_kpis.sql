create table if not exists bot_kpis (
	"intervalStart" timestamptz not null,
	"intervalEnd" timestamptz,
	"botId" text,
	"botName" text,
	"sessions" bigint,
	"avgSessionSeconds" numeric,
	"turns" bigint,
	"avgTurns" numeric,
	"disconnects" bigint,
	"exits" bigint,
	"containmentPercent" numeric,
	"intents" bigint,
	"recognitionFailures" bigint,
	"rangeStart" timestamptz,
	"rangeEnd" timestamptz,
	"moreLeft" boolean,
	unique nulls not distinct ("intervalStart", "botId", "botName")
);
