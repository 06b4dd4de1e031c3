create table if not exists agent_status_history (
	"agentId" varchar not null,
	"agentName" varchar,
	"kind" varchar not null,
	"status" varchar,
	"presenceId" varchar,
	"presenceName" varchar,
	"startTime" timestamp_tz not null,
	"endTime" timestamp_tz,
	"durationSeconds" number(38, 6),
	"open" boolean,
	"event" varchar,
	"rangeStart" timestamp_tz,
	"rangeEnd" timestamp_tz,
	"moreLeft" boolean,
	primary key ("agentId", "kind", "startTime")
);
