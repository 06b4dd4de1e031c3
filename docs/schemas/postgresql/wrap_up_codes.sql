create table if not exists wrap_up_codes (
	"wrapUpCode" text not null,
	"wrapUpName" text,
	"divisionId" text,
	"divisionName" text,
	primary key ("wrapUpCode")
);
