create table if not exists wrap_up_codes (
	"wrapUpCode" varchar not null,
	"wrapUpName" varchar,
	"divisionId" varchar,
	"divisionName" varchar,
	primary key ("wrapUpCode")
);
